{% macro squared_error_of_value(relation) -%}
    case {{ relation }}.statistic
        when 'rate'
            then {{ relation }}.value * (1 - {{ relation }}.value) / {{ relation }}.denominator
        when 'mean'
            then
                greatest(
                    {{ relation }}.sum_of_squares
                    - {{ relation }}.numerator * {{ relation }}.numerator / {{ relation }}.denominator, 0
                ) / ({{ relation }}.denominator - 1) / {{ relation }}.denominator
    end
{%- endmacro %}
