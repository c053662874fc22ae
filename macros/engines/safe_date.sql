{# Text in ISO 8601 as a date, NULL for anything else. Of a timestamp the date is taken as written:
   a calendar day is not an instant, so no zone moves it. #}
{% macro safe_date(column) -%}
    {{ return(adapter.dispatch('safe_date')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_date(column) -%}
    case
        when {{ column }} like '____-__-__'
            then try_cast({{ column }} as date)
        when regexp_full_match(
            {{ column }},
            '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?'
            || ' ?(Z|[+-][0-9:]+)?'
        )
            then try_cast(left({{ column }}, 10) as date)
    end
{%- endmacro %}

{% macro postgres__safe_date(column) -%}
    case
        when {{ column }} ~ (
            '^[0-9]{4}-[0-9]{2}-[0-9]{2}'
            || '([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)? ?(Z|[+-][0-9:]+)?)?$'
        )
            and pg_input_is_valid(left({{ column }}, 10), 'date')
            then cast(left({{ column }}, 10) as date)
    end
{%- endmacro %}

{% macro spark__safe_date(column) -%}
    case
        when {{ column }} rlike r'^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)? ?(Z|[+-][0-9:]+)?)?\z'
            then try_cast(left({{ column }}, 10) as date)
    end
{%- endmacro %}
