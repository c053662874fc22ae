{% macro kpi_one_touch_rate(component) -%}
    {{ ratio(component, hit='is_one_touch', of='is_handled') }}
{%- endmacro %}
