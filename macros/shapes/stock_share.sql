{% macro stock_share(component, value, of) -%}
    {%- if component == 'statistic' -%} 'rate'
    {%- elif component == 'numerator' -%} sum({{ value }})
    {%- elif component == 'denominator' -%} sum({{ of }})
    {%- elif component == 'sum_of_squares' -%} null
    {%- elif component == 'immature_count' -%} 0
    {%- elif component == 'numerator_rows' -%} coalesce({{ value }}, 0) > 0
    {%- elif component == 'denominator_rows' -%} coalesce({{ of }}, 0) > 0
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
