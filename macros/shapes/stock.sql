{% macro stock(component, value) -%}
    {%- if component == 'statistic' -%} 'stock'
    {%- elif component == 'numerator' -%} sum({{ value }})
    {%- elif component in ('denominator', 'sum_of_squares') -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
