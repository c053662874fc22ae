{% macro part_of_cost(component, cost, part, whole) -%}
    {#- Cost per unit of the whole, times the units of the part: the mean cost is that of the slice. -#}
    {%- if component == 'statistic' -%} 'ratio'
    {%- elif component == 'numerator' -%} sum({{ cost }}) * sum({{ part }})
    {%- elif component == 'denominator' -%} sum({{ whole }})
    {%- elif component == 'sum_of_squares' -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component == 'numerator_rows' -%} coalesce({{ part }}, 0) != 0
    {%- elif component == 'denominator_rows' -%} coalesce({{ whole }}, 0) != 0
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
