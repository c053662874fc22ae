{% macro distinct_count(component, key) -%}
    {#- The key is an expression that is NULL for rows that do not count. -#}
    {%- if component == 'statistic' -%} 'count'
    {%- elif component == 'numerator' -%} count(distinct {{ key }})
    {%- elif component in ('denominator', 'sum_of_squares') -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component in ('numerator_rows', 'denominator_rows') -%} {{ key }} is not null
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
