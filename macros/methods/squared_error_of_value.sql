{% macro squared_error_of_value(relation) -%}
    {%- set count = relation ~ '.denominator' -%}
    case
        when {{ relation }}.statistic = 'rate' then {{ relation }}.value * (1 - {{ relation }}.value)
        when {{ relation }}.statistic in ('mean', 'score')
            then
                greatest(
                    {{ relation }}.sum_of_squares - {{ relation }}.numerator * {{ relation }}.numerator / {{ count }}, 0
                ) / nullif({{ count }} - 1, 0)
    end / coalesce({{ relation }}.effective_sample_size, {{ count }})
{%- endmacro %}
