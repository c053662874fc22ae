{% macro interpolated_points(value, low, high, is_higher_better) -%}
    {#- Between the low and the high end of what was seen, 0 is worst and 100 best. Where all are alike
        nobody is better: 50. -#}
    {%- set spread = spread_of_ends(low, high) -%}
    case
        when {{ value }} is null or {{ low }} is null then null
        when {{ spread }} is null then 50.0
        when {{ is_higher_better }}
            then 100 * least(greatest(({{ value }} - {{ low }}) / {{ spread }}, 0), 1)
        else 100 * least(greatest(({{ high }} - {{ value }}) / {{ spread }}, 0), 1)
    end
{%- endmacro %}
