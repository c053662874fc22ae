{% macro kpi_abandonment_rate(component) -%}
    {{ ratio(component, hit='is_abandoned', of='is_offered') }}
{%- endmacro %}
