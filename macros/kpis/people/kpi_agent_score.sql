{% macro kpi_agent_score(component) -%}
    {{ per(
        component,
        amount='score * solved_tickets',
        base='case when score is not null then solved_tickets end',
        statistic='score'
    ) }}
{%- endmacro %}
