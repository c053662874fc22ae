{% macro kpi_utilisation(component) -%}
    {{ per(component, amount='utilised_hours', base='utilisable_hours') }}
{%- endmacro %}
