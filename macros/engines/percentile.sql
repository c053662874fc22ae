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

{# Several quantiles of one expression as a list: the values are kept and sorted once. #}
{% macro percentiles(expression, fractions) -%}
    {{ return(adapter.dispatch('percentiles')(expression, fractions)) }}
{%- endmacro %}

{% macro duckdb__percentiles(expression, fractions) -%}
    quantile_cont({{ expression }}, [{{ fractions | join(', ') }}])
{%- endmacro %}

{% macro postgres__percentiles(expression, fractions) -%}
    percentile_cont(array[{{ fractions | join(', ') }}]) within group (
        order by cast({{ expression }} as double precision)
    )
{%- endmacro %}

{% macro spark__percentiles(expression, fractions) -%}
    percentile(cast({{ expression }} as double), array({{ fractions | join(', ') }}))
{%- endmacro %}

{# One of them by its place, from 0. #}
{% macro percentile_at(percentiles, place) -%}
    {{ return(adapter.dispatch('percentile_at')(percentiles, place)) }}
{%- endmacro %}

{% macro default__percentile_at(percentiles, place) -%}
    {{ percentiles }}[{{ place + 1 }}]
{%- endmacro %}

{% macro spark__percentile_at(percentiles, place) -%}
    {{ percentiles }}[{{ place }}]
{%- endmacro %}
