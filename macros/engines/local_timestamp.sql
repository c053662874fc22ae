{# The wall-clock timestamp a number of seconds after midnight of a date. #}
{% macro local_timestamp(date_expression, second_of_day) -%}
    {{ return(adapter.dispatch('local_timestamp')(date_expression, second_of_day)) }}
{%- endmacro %}

{% macro duckdb__local_timestamp(date_expression, second_of_day) -%}
    cast({{ date_expression }} as timestamp) + to_seconds(cast({{ second_of_day }} as bigint))
{%- endmacro %}

{% macro postgres__local_timestamp(date_expression, second_of_day) -%}
    (
        cast({{ date_expression }} as timestamp)
        + make_interval(secs => cast({{ second_of_day }} as double precision))
    )
{%- endmacro %}

{% macro spark__local_timestamp(date_expression, second_of_day) -%}
    timestamp_micros(
        unix_micros(cast({{ date_expression }} as timestamp))
        + cast({{ second_of_day }} as bigint) * 1000000
    )
{%- endmacro %}
