{% macro share_of_sum(component, amount, of_amount, mature='true') -%}
    {#- A share of units rather than of rows; the amount is a part of what it is divided by. -#}
    {%- if component == 'statistic' -%} 'rate'
    {%- elif component == 'numerator' -%} sum(case when {{ mature }} then {{ amount }} else 0 end)
    {%- elif component == 'denominator' -%} sum(case when {{ mature }} then {{ of_amount }} else 0 end)
    {%- elif component == 'sum_of_squares' -%} null
    {%- elif component == 'immature_count' -%}
        sum(case when {{ of_amount }} > 0 and not ({{ mature }}) then 1 else 0 end)
    {%- elif component == 'numerator_rows' -%} ({{ mature }}) and {{ amount }} > 0
    {%- elif component == 'denominator_rows' -%} ({{ mature }}) and {{ of_amount }} > 0
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
