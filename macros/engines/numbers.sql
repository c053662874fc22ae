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

{# The continuous quantile of an aggregated expression; NULLs do not count. #}
{% macro percentile(expression, fraction) -%}
    {{ return(adapter.dispatch('percentile')(expression, fraction)) }}
{%- endmacro %}

{% macro duckdb__percentile(expression, fraction) -%}
    quantile_cont({{ expression }}, {{ fraction }})
{%- endmacro %}

{% macro postgres__percentile(expression, fraction) -%}
    percentile_cont({{ fraction }}) within group (
        order by cast({{ expression }} as double precision)
    )
{%- endmacro %}

{% macro spark__percentile(expression, fraction) -%}
    percentile(cast({{ expression }} as double), {{ fraction }})
{%- endmacro %}

{# The known values of an aggregated expression, sorted, as a list of doubles. #}
{% macro sorted_values(expression) -%}
    {{ return(adapter.dispatch('sorted_values')(expression)) }}
{%- endmacro %}

{% macro duckdb__sorted_values(expression) -%}
    list_sort(list(cast({{ expression }} as double)) filter (where {{ expression }} is not null))
{%- endmacro %}

{% macro postgres__sorted_values(expression) -%}
    array_agg(cast({{ expression }} as double precision) order by {{ expression }})
        filter (where {{ expression }} is not null)
{%- endmacro %}

{% macro spark__sorted_values(expression) -%}
    sort_array(collect_list(cast({{ expression }} as double)))
{%- endmacro %}

{# The value of a rank, from 1; NULL where the list is shorter or the rank is not above 0. #}
{% macro value_of_rank(values, rank) -%}
    {{ return(adapter.dispatch('value_of_rank')(values, rank)) }}
{%- endmacro %}

{# DuckDB counts ranks below 1 from the end. #}
{% macro duckdb__value_of_rank(values, rank) -%}
    case when {{ rank }} > 0 then {{ values }}[cast({{ rank }} as bigint)] end
{%- endmacro %}

{% macro postgres__value_of_rank(values, rank) -%}
    ({{ values }})[cast({{ rank }} as integer)]
{%- endmacro %}

{% macro spark__value_of_rank(values, rank) -%}
    get({{ values }}, cast({{ rank }} as int) - 1)
{%- endmacro %}
