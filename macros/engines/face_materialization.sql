{# How a public model lies that only shows another one: a view where the release is copied out of the
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
