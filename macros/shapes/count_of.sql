{% macro count_of(component, where) -%}
    {%- if component == 'statistic' -%} 'count'
    {%- elif component == 'numerator' -%} sum(case when {{ where }} then 1 else 0 end)
    {%- elif component in ('denominator', 'sum_of_squares') -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component in ('numerator_rows', 'denominator_rows') -%} {{ where }}
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
