{% macro kpi_nps_transactional(component) -%}
    {{ mean(component, value='nps_points', where='is_transactional_nps_response', statistic='score') }}
{%- endmacro %}
