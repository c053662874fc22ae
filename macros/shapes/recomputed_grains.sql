{% macro recomputed_grains(grains) -%}
    {#- Grains of numbers that cannot be added up: these, and calendars of one's own. -#}
    {%- set calendars = [] -%}
    {%- for grain in var('kpi_period_grains') if grain in calendar_grains() -%}
        {%- do calendars.append(grain) -%}
    {%- endfor -%}
    {{ return(grains + calendars) }}
{%- endmacro %}
