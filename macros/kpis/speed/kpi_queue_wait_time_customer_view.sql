{% macro kpi_queue_wait_time_customer_view(component) -%}
    {{ mean(component, value='customer_wait_seconds') }}
{%- endmacro %}
