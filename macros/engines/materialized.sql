{# Materialization of a step that only one model reads: inside its reader, never written, and a table on Spark, where
   a long statement is planned for minutes. #}
{% macro part_materialization() -%}
    {{ return(adapter.dispatch('part_materialization')()) }}
{%- endmacro %}

{% macro default__part_materialization() -%}
    {{ return('ephemeral') }}
{%- endmacro %}

{% macro spark__part_materialization() -%}
    {{ return('table') }}
{%- endmacro %}

{# Materialization of a public model that only shows another one: a view where the release is copied out of the
   build, a table where readers are pointed at the build itself. #}
{% macro face_materialization() -%}
    {{ return(adapter.dispatch('face_materialization')()) }}
{%- endmacro %}

{% macro duckdb__face_materialization() -%}
    {{ return('view') }}
{%- endmacro %}

{% macro default__face_materialization() -%}
    {{ return('table') }}
{%- endmacro %}

{# What ends a subquery whose columns are used several times outside, so that each is computed once. #}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once')()) }}
{%- endmacro %}

{% macro default__computed_once() -%}
{%- endmacro %}

{# PostgreSQL copies the expressions of a plain subquery to every place that names them: typing the
   raw events took eleven times as long. #}
{% macro postgres__computed_once() -%}
    offset 0
{%- endmacro %}
