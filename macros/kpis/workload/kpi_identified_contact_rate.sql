{% macro kpi_identified_contact_rate(component) -%}
    {{ ratio(component, hit='is_identified', of='is_inbound_contact') }}
{%- endmacro %}
