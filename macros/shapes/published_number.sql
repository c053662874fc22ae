{% macro published_number(expression, decimals=6) -%}
    {#- Sums of fractions depend on the order in which threads add them, far behind the point; and so
        does the sign of a zero. Rounded finer first, an exact half does not waver with them. -#}
    {{ return('(' ~ round_double(round_double(expression, decimals + 4), decimals) ~ ' + 0)') }}
{%- endmacro %}
