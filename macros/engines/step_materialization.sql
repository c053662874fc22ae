{# How a step lies that several models read and that costs little to compute: a view where a reader
   plans it quickly, a table on Spark. #}
{% macro step_materialization() -%}
    {{ return(adapter.dispatch('step_materialization')()) }}
{%- endmacro %}

{% macro default__step_materialization() -%}
    {{ return('view') }}
{%- endmacro %}

{# Spark copies a view into its plan wherever it is named: one model was planned for minutes. #}
{% macro spark__step_materialization() -%}
    {{ return('table') }}
{%- endmacro %}
