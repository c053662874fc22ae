{% macro kpi_after_call_work_time(component) -%}
    {{ mean(component, value='call_wrap_seconds') }}
{%- endmacro %}
