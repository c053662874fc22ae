{# Text in ISO 8601 as a naive UTC timestamp, NULL for anything else.
   With an offset the instant is used as is; without one it is read in `source_timezone`.
   The first two branches are there for speed: nearly all real values take them, and a `like` of
   fixed length costs a third of a regular expression. #}
{% macro safe_timestamp(column) -%}
    {{ return(adapter.dispatch('safe_timestamp')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_timestamp(column) -%}
    {%- set date_part = '[0-9]{4}-[0-9]{2}-[0-9]{2}' -%}
    {%- set clock_part = '[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?' -%}
    {%- set zone_part = ' ?(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)' -%}
    {%- set parsed = 'try_cast(' ~ column ~ ' as timestamp)' -%}
    case
        when {{ column }} like '____-__-__ __:__:__' or {{ column }} like '____-__-__T__:__:__'
            then {{ source_local_to_utc(parsed) }}
        when {{ column }} like '____-__-__T__:__:__Z'
            then {{ parsed }}
        when regexp_full_match({{ column }}, '{{ date_part }}({{ clock_part }})?')
            then {{ source_local_to_utc(parsed) }}
        when regexp_full_match({{ column }}, '{{ date_part }}{{ clock_part }}{{ zone_part }}')
            then make_timestamp(epoch_us(try_cast(
                {# DuckDB reads an offset only behind seconds and without a space before it. -#}
                case
                    when {{ column }} like '____-__-_____:__:%'
                        then left({{ column }}, 10) || ' '
                            || replace(substr({{ column }}, 12), ' ', '')
                    else left({{ column }}, 16) || ':00' || trim(substr({{ column }}, 17))
                end as timestamptz
            )))
    end
{%- endmacro %}

{% macro postgres__safe_timestamp(column) -%}
    {%- set date_part = '[0-9]{4}-[0-9]{2}-[0-9]{2}' -%}
    {%- set clock_part = '[T ][0-9]{2}:[0-9]{2}(:[0-5][0-9]([.][0-9]{1,9})?)?' -%}
    {%- set zone_part = ' ?(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)' -%}
    {%- set parsed = 'cast(' ~ column ~ ' as timestamp)' -%}
    case
        when {{ column }} ~ '^{{ date_part }}({{ clock_part }})?$'
            and pg_input_is_valid({{ column }}, 'timestamp')
            then {{ source_local_to_utc(parsed) }}
        when {{ column }} ~ '^{{ date_part }}{{ clock_part }}{{ zone_part }}$'
            and pg_input_is_valid({{ column }}, 'timestamptz')
            then timezone('UTC', cast({{ column }} as timestamptz))
    end
{%- endmacro %}

{% macro spark__safe_timestamp(column) -%}
    {%- set date_part = '[0-9]{4}-[0-9]{2}-[0-9]{2}' -%}
    {%- set clock_part = '[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?' -%}
    {%- set zone_part = ' ?(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)' -%}
    {%- set parsed = 'try_cast(' ~ column ~ ' as timestamp)' -%}
    case
        when {{ column }} rlike r'^{{ date_part }}({{ clock_part }})?\z'
            then {{ source_local_to_utc(parsed) }}
        when {{ column }} rlike r'^{{ date_part }}{{ clock_part }}{{ zone_part }}\z'
            then try_cast(
                {# Spark reads an offset only behind seconds, too. -#}
                case
                    when {{ column }} like '____-__-_____:__:%'
                        then left({{ column }}, 10) || 'T'
                            || replace(substr({{ column }}, 12), ' ', '')
                    else left({{ column }}, 10) || 'T' || substr({{ column }}, 12, 5) || ':00'
                        || trim(substr({{ column }}, 17))
                end as timestamp
            )
    end
{%- endmacro %}
