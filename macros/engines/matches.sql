{# Whether a regular expression is found anywhere in the text.
   Plain syntax only: it runs on RE2, POSIX and Java. #}
{% macro matches(column, pattern) -%}
    {{ return(adapter.dispatch('matches')(column, pattern)) }}
{%- endmacro %}

{% macro duckdb__matches(column, pattern) -%}
    regexp_matches({{ column }}, '{{ pattern }}')
{%- endmacro %}

{% macro postgres__matches(column, pattern) -%}
    ({{ column }} ~ '{{ pattern }}')
{%- endmacro %}

{% macro spark__matches(column, pattern) -%}
    ({{ column }} rlike r'{{ pattern }}')
{%- endmacro %}
