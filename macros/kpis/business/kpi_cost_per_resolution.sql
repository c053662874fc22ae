{% macro kpi_cost_per_resolution(component) -%}
    {{ per(component, amount='cost_amount', base='resolutions') }}
{%- endmacro %}
