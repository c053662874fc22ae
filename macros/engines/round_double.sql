{# A number rounded half away from zero to a number of decimals, as a double. #}
{% macro round_double(expression, decimals) -%}
    {{ return(adapter.dispatch('round_double')(expression, decimals)) }}
{%- endmacro %}

{% macro default__round_double(expression, decimals) -%}
    round(cast({{ expression }} as {{ type_double() }}), {{ decimals }})
{%- endmacro %}

{# PostgreSQL rounds doubles half to even, and decimals after the fifteenth digit is lost: neither
   is what the other engines do at an exact half. #}
{% macro postgres__round_double(expression, decimals) -%}
    {%- set number = 'cast(' ~ expression ~ ' as double precision)' -%}
    {%- set unit = 'cast(1e' ~ decimals ~ ' as double precision)' -%}
    (trunc({{ number }} * {{ unit }} + sign({{ number }}) * 0.5) / {{ unit }})
{%- endmacro %}

{# Spark rounds the shortest decimal text of a double (1.005 becomes 1.01), DuckDB the double itself:
   rounding to a whole number gives the same on both. #}
{% macro spark__round_double(expression, decimals) -%}
    {%- set unit = 'cast(1e' ~ decimals ~ ' as double)' -%}
    (round(cast({{ expression }} as double) * {{ unit }}, 0) / {{ unit }})
{%- endmacro %}
