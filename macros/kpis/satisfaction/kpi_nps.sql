{% macro kpi_nps(component) -%}
    {{ mean(component, value='nps_points', where='is_relationship_nps_response', statistic='score') }}
{%- endmacro %}
