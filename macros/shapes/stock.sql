{% macro stock(component, value, statistic='stock') -%}
    {%- if component == 'statistic' -%} '{{ statistic }}'
    {%- elif component == 'numerator' -%} sum({{ value }})
    {%- elif component in ('denominator', 'sum_of_squares') -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component in ('numerator_rows', 'denominator_rows') -%} coalesce({{ value }}, 0) > 0
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
