{% macro kpi_contact_volume(component) -%}
    {{ count_of(component, where='is_inbound_contact') }}
{%- endmacro %}
