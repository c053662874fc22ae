{# Text as a double, NULL for anything that is no finite plain number: no thousand separators, no
   decimal comma, no digits of other scripts, no infinity. #}
{% macro safe_double(column) -%}
    {{ return(adapter.dispatch('safe_double')(column)) }}
{%- endmacro %}

{% macro duckdb__safe_double(column) -%}
    case
        when regexp_full_match({{ column }}, '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?')
            and isfinite(try_cast({{ column }} as double))
            then try_cast({{ column }} as double)
    end
{%- endmacro %}

{% macro postgres__safe_double(column) -%}
    case
        when {{ column }} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$'
            and pg_input_is_valid({{ column }}, 'double precision')
            then cast({{ column }} as double precision)
    end
{%- endmacro %}

{% macro spark__safe_double(column) -%}
    case
        when {{ column }} rlike r'^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\z'
            and abs(try_cast({{ column }} as double)) < cast('Infinity' as double)
            then try_cast({{ column }} as double)
    end
{%- endmacro %}
