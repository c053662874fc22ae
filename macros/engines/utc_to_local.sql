{# A naive UTC timestamp as the wall-clock timestamp of a zone (an SQL expression). #}
{% macro utc_to_local(timestamp_expression, zone) -%}
    {{ return(adapter.dispatch('utc_to_local')(timestamp_expression, zone)) }}
{%- endmacro %}

{% macro duckdb__utc_to_local(timestamp_expression, zone) -%}
    timezone({{ zone }}, make_timestamptz(epoch_us({{ timestamp_expression }})))
{%- endmacro %}

{% macro postgres__utc_to_local(timestamp_expression, zone) -%}
    timezone({{ zone }}, timezone('UTC', {{ timestamp_expression }}))
{%- endmacro %}

{% macro spark__utc_to_local(timestamp_expression, zone) -%}
    from_utc_timestamp({{ timestamp_expression }}, {{ zone }})
{%- endmacro %}
