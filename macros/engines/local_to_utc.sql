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

{# Of an hour that comes twice Spark takes the first, the other engines the second. So the wall clock
   is also read with the offset of a day later, and that is taken where it gives the same hour. #}
{% macro spark__local_to_utc(timestamp_expression, zone) -%}
    {%- set first = 'to_utc_timestamp(' ~ timestamp_expression ~ ', ' ~ zone ~ ')' -%}
    {%- set next_day = '(' ~ first ~ ' + interval 24 hours)' -%}
    {%- set second -%}
        timestamp_micros(
            unix_micros({{ timestamp_expression }}) + unix_micros({{ next_day }})
            - unix_micros(from_utc_timestamp({{ next_day }}, {{ zone }}))
        )
    {%- endset -%}
    case
        when from_utc_timestamp({{ second }}, {{ zone }}) = {{ timestamp_expression }}
            then {{ second }}
        else {{ first }}
    end
{%- endmacro %}
