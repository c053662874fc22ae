{% macro kpi_contact_rate(component) -%}
    {{ per(component, amount='identified_contacts', base='active_customers') }}
{%- endmacro %}
