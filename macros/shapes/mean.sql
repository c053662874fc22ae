{% macro mean(component, value, where='true', statistic='mean') -%}
    {%- if component == 'statistic' -%} '{{ statistic }}'
    {%- elif component == 'numerator' -%} sum(case when {{ where }} then {{ value }} end)
    {%- elif component == 'denominator' -%} count(case when {{ where }} then {{ value }} end)
    {%- elif component == 'sum_of_squares' -%} sum(case when {{ where }} then ({{ value }}) * ({{ value }}) end)
    {%- elif component == 'immature_count' -%} 0
    {%- elif component == 'value' -%} case when {{ where }} then {{ value }} end
    {%- elif component in ('numerator_rows', 'denominator_rows') -%}
        ({{ where }}) and {{ value }} is not null
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
