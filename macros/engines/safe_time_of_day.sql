{# A wall-clock time (`9:00`, `09:00:30`, `24:00`) as seconds since midnight,
   NULL for anything else. #}
{% macro safe_time_of_day(column) -%}
    {{ return(adapter.dispatch('safe_time_of_day')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_time_of_day(column) -%}
    case
        when regexp_full_match({{ column }}, '([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.]0+)?)?')
            then cast(split_part({{ column }}, ':', 1) as bigint) * 3600
                + cast(split_part({{ column }}, ':', 2) as bigint) * 60
                + coalesce(try_cast(left(split_part({{ column }}, ':', 3), 2) as bigint), 0)
        when regexp_full_match({{ column }}, '24:00(:00([.]0+)?)?')
            then cast(86400 as bigint)
    end
{%- endmacro %}

{% macro postgres__safe_time_of_day(column) -%}
    case
        when {{ column }} ~ '^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.]0+)?)?$'
            then cast(split_part({{ column }}, ':', 1) as bigint) * 3600
                + cast(split_part({{ column }}, ':', 2) as bigint) * 60
                + cast(coalesce(nullif(left(split_part({{ column }}, ':', 3), 2), ''), '0') as bigint)
        when {{ column }} ~ '^24:00(:00([.]0+)?)?$'
            then cast(86400 as bigint)
    end
{%- endmacro %}

{% macro spark__safe_time_of_day(column) -%}
    case
        when {{ column }} rlike r'^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.]0+)?)?\z'
            then cast(split_part({{ column }}, ':', 1) as bigint) * 3600
                + cast(split_part({{ column }}, ':', 2) as bigint) * 60
                + coalesce(try_cast(left(split_part({{ column }}, ':', 3), 2) as bigint), 0)
        when {{ column }} rlike r'^24:00(:00([.]0+)?)?\z'
            then cast(86400 as bigint)
    end
{%- endmacro %}
