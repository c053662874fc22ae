{% macro kpi_callback_rate(component) -%}
    {{ ratio(component, hit='is_callback_accepted', of='is_offered') }}
{%- endmacro %}
