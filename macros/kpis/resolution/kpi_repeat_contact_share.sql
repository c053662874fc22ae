{% macro kpi_repeat_contact_share(component) -%}
    {{ ratio(component, hit='is_repeat_contact', of='is_identified') }}
{%- endmacro %}
