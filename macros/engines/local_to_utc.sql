{# A wall-clock timestamp of a zone (an SQL expression) as naive UTC. #}
{% macro local_to_utc(timestamp_expression, zone) -%}
    {{ return(adapter.dispatch('local_to_utc')(timestamp_expression, zone)) }}
{%- endmacro %}

{% macro duckdb__local_to_utc(timestamp_expression, zone) -%}
    make_timestamp(epoch_us(timezone({{ zone }}, {{ timestamp_expression }})))
{%- endmacro %}

{% macro postgres__local_to_utc(timestamp_expression, zone) -%}
    timezone('UTC', timezone({{ zone }}, {{ timestamp_expression }}))
{%- endmacro %}
