{% macro kpi_resolution_time_km_median(component) -%}
    {{ km_median(component, time='resolution_wait_seconds', is_event='is_resolved') }}
{%- endmacro %}
