{% macro published_number(expression, decimals=6) -%}
    {#- Sums of fractions depend on the order in which threads add them, far behind the point; and so
        does the sign of a zero. -#}
    {{ return('(' ~ round_double(expression, decimals) ~ ' + 0)') }}
{%- endmacro %}
