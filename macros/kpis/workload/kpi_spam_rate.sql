{% macro kpi_spam_rate(component) -%}
    {{ ratio(component, hit='is_spam', of='is_received') }}
{%- endmacro %}
