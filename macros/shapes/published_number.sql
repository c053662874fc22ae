{% macro published_number(expression, decimals=6) -%}
    {#- Sums of fractions depend on the order in which threads add them, far behind the point; and so
        does the sign of a zero. -#}
    {{ return('(round(cast(' ~ expression ~ ' as ' ~ type_double() ~ '), ' ~ decimals ~ ') + 0)') }}
{%- endmacro %}
