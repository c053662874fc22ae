{% macro interpolated_points(value, low, high, is_higher_better) -%}
    {#- Between the low and the high end of what was seen, 0 is worst and 100 best. Where all are alike
        nobody is better: 50. Sums in another order differ in the last digits, and count as alike. -#}
    case
        when {{ value }} is null or {{ low }} is null then null
        when {{ high }} - {{ low }} <= 0.000000001 then 50.0
        when {{ is_higher_better }}
            then 100 * least(greatest(({{ value }} - {{ low }}) / ({{ high }} - {{ low }}), 0), 1)
        else 100 * least(greatest(({{ high }} - {{ value }}) / ({{ high }} - {{ low }}), 0), 1)
    end
{%- endmacro %}
