{# How a step lies that one model reads: inside its reader, never written, and a table on Spark, where
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
