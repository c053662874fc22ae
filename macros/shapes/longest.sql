{% macro longest(component, value, where='true') -%}
    {%- if component == 'statistic' -%} 'max'
    {%- elif component == 'numerator' -%} max(case when {{ where }} then {{ value }} end)
    {%- elif component == 'denominator' -%} count(case when {{ where }} then {{ value }} end)
    {%- elif component == 'sum_of_squares' -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component in ('numerator_rows', 'denominator_rows') -%}
        ({{ where }}) and {{ value }} is not null
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
