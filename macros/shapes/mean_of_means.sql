{% macro mean_of_means(component, values, row_value) -%}
    {#- Each part has its own mean, however many rows it has; the rows that count carry row_value,
        whose spread gives the interval. NULL unless every part has a value. -#}
    {%- set average -%}
        ({% for value in values %}avg({{ value }}){{ ' + ' if not loop.last }}{% endfor %}) / {{ values | length }}
    {%- endset -%}
    {%- if component == 'statistic' -%} 'mean'
    {%- elif component == 'numerator' -%} count({{ row_value }}) * {{ average }}
    {%- elif component == 'denominator' -%} count({{ row_value }})
    {%- elif component == 'sum_of_squares' -%}
        count({{ row_value }}) * power({{ average }}, 2)
        + sum({{ row_value }} * {{ row_value }})
        - power(sum({{ row_value }}), 2) / nullif(count({{ row_value }}), 0)
    {%- elif component == 'immature_count' -%} 0
    {%- elif component in ('numerator_rows', 'denominator_rows') -%} {{ row_value }} is not null
    {%- else -%} {{ unknown_component(component) }}
    {%- endif -%}
{%- endmacro %}
