{% macro distinct_ratio(component, hit_key, of_key, statistic='rate') -%}
    {#- Keys are expressions that are NULL for rows that do not count. -#}
    {%- if component == 'statistic' -%} '{{ statistic }}'
    {%- elif component == 'numerator' -%} count(distinct {{ hit_key }})
    {%- elif component == 'denominator' -%} count(distinct {{ of_key }})
    {%- elif component == 'sum_of_squares' -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component == 'numerator_rows' -%} {{ hit_key }} is not null
    {%- elif component == 'denominator_rows' -%} {{ of_key }} is not null
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
