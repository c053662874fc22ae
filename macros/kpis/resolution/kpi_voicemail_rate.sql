{% macro kpi_voicemail_rate(component) -%}
    {{ ratio(component, hit='is_voicemail', of='is_offered') }}
{%- endmacro %}
