{% macro ratio(component, hit, of, mature='true') -%}
    {%- if component == 'statistic' -%} 'rate'
    {%- elif component == 'numerator' -%}
        sum(case when ({{ of }}) and ({{ mature }}) and ({{ hit }}) then 1 else 0 end)
    {%- elif component == 'denominator' -%}
        sum(case when ({{ of }}) and ({{ mature }}) then 1 else 0 end)
    {%- elif component == 'sum_of_squares' -%} null
    {%- elif component == 'immature_count' -%}
        sum(case when ({{ of }}) and not ({{ mature }}) then 1 else 0 end)
    {%- elif component == 'numerator_rows' -%}
        ({{ of }}) and ({{ mature }}) and ({{ hit }})
    {%- elif component == 'denominator_rows' -%}
        ({{ of }}) and ({{ mature }})
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
