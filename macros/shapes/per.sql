{% macro per(component, amount, base, factor=1, statistic='ratio') -%}
    {#- A ratio of two sums that is no share: complaints per 100 tickets, seconds per second. -#}
    {%- if component == 'statistic' -%} '{{ statistic }}'
    {%- elif component == 'numerator' -%} {{ factor }} * sum({{ amount }})
    {%- elif component == 'denominator' -%} sum({{ base }})
    {%- elif component == 'sum_of_squares' -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component == 'numerator_rows' -%} coalesce({{ amount }}, 0) != 0
    {%- elif component == 'denominator_rows' -%} coalesce({{ base }}, 0) != 0
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
