{# Text as a 64-bit integer, NULL for anything else. `3.0` is the integer 3, `3.5` is none. #}
{% macro safe_integer(column) -%}
    {{ return(adapter.dispatch('safe_integer')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_integer(column) -%}
    case
        when regexp_full_match({{ column }}, '[+-]?[0-9]+([.]0*)?')
            then try_cast(split_part({{ column }}, '.', 1) as bigint)
    end
{%- endmacro %}

{% macro postgres__safe_integer(column) -%}
    case
        when {{ column }} ~ '^[+-]?[0-9]+([.]0*)?$'
            and pg_input_is_valid(split_part({{ column }}, '.', 1), 'bigint')
            then cast(split_part({{ column }}, '.', 1) as bigint)
    end
{%- endmacro %}

{% macro spark__safe_integer(column) -%}
    case
        when {{ column }} rlike r'^[+-]?[0-9]+([.]0*)?\z'
            then try_cast(split_part({{ column }}, '.', 1) as bigint)
    end
{%- endmacro %}
