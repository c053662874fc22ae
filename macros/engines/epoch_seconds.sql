{# Seconds since 1970-01-01 00:00 UTC as a double, fractions included. #}
{% macro epoch_seconds(timestamp_expression) -%}
    {{ return(adapter.dispatch('epoch_seconds')(timestamp_expression)) }}
{%- endmacro %}

{% macro duckdb__epoch_seconds(timestamp_expression) -%}
    epoch_us({{ timestamp_expression }}) / cast(1000000 as double)
{%- endmacro %}

{% macro postgres__epoch_seconds(timestamp_expression) -%}
    cast(extract(epoch from {{ timestamp_expression }}) as double precision)
{%- endmacro %}

{% macro spark__epoch_seconds(timestamp_expression) -%}
    (unix_micros({{ timestamp_expression }}) / cast(1000000 as double))
{%- endmacro %}
