{% macro slope_of_twelve(number, value, last_twelve) -%}
    {#- Least squares; NULL where any of the twelve values is unknown. -#}
    case
        when count({{ value }}) {{ last_twelve }} = 12
            then (
                12 * sum({{ number }} * {{ value }}) {{ last_twelve }}
                - sum({{ number }}) {{ last_twelve }} * sum({{ value }}) {{ last_twelve }}
            ) / (
                12 * sum({{ number }} * {{ number }}) {{ last_twelve }}
                - power(sum({{ number }}) {{ last_twelve }}, 2)
            )
    end
{%- endmacro %}
