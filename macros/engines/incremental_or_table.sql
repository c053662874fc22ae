{# How a base model with many rows is written: kept, and brought up to date file by file. Plain Parquet
   tables on Spark cannot lose single rows, so there it is a table. #}
{% macro incremental_or_table() -%}
    {{ return(adapter.dispatch('incremental_or_table')()) }}
{%- endmacro %}

{% macro default__incremental_or_table() -%}
    {{ return('incremental') }}
{%- endmacro %}

{% macro spark__incremental_or_table() -%}
    {{ return('table') }}
{%- endmacro %}
