{% macro kpi_resolution_time_to_fulfilment(component) -%}
    {{ mean(component, value='fulfilment_seconds') }}
{%- endmacro %}
