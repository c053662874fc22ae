{# A timestamp moved by a number of seconds (an SQL expression; fractions count). #}
{% macro add_seconds(timestamp_expression, seconds) -%}
    {{ return(adapter.dispatch('add_seconds')(timestamp_expression, seconds)) }}
{%- endmacro %}

{% macro duckdb__add_seconds(timestamp_expression, seconds) -%}
    ({{ timestamp_expression }} + to_microseconds(
        cast(round(cast({{ seconds }} as double) * 1000000) as bigint)
    ))
{%- endmacro %}

{% macro postgres__add_seconds(timestamp_expression, seconds) -%}
    ({{ timestamp_expression }} + make_interval(secs => cast({{ seconds }} as double precision)))
{%- endmacro %}

{% macro spark__add_seconds(timestamp_expression, seconds) -%}
    timestamp_micros(
        unix_micros({{ timestamp_expression }})
        + cast(round(cast({{ seconds }} as double) * 1000000) as bigint)
    )
{%- endmacro %}
