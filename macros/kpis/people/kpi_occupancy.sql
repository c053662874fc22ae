{% macro kpi_occupancy(component) -%}
    {{ per(component, amount='on_contact_hours', base='ready_hours') }}
{%- endmacro %}
