{# Whether a regular expression is found anywhere in the text.
   Plain syntax only: it runs on RE2, POSIX and Java. It must not match the empty text. #}
{% macro matches(column, pattern) -%}
    {{ return(adapter.dispatch('matches')(column, pattern)) }}
{%- endmacro %}

{# DuckDB prepares `regexp_matches` for an index that no raw text has, which takes longer than a build of a small
   desk takes to search. #}
{% macro duckdb__matches(column, pattern) -%}
    (regexp_extract({{ column }}, '{{ pattern }}') != '')
{%- endmacro %}

{% macro postgres__matches(column, pattern) -%}
    ({{ column }} ~ '{{ pattern }}')
{%- endmacro %}

{% macro spark__matches(column, pattern) -%}
    ({{ column }} rlike r'{{ pattern }}')
{%- endmacro %}
