{% macro kpi_first_response_time_km_median(component) -%}
    {{ km_median(component, time='response_wait_seconds', is_event='is_responded') }}
{%- endmacro %}
