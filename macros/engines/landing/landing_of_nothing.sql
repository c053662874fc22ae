{# The landing tables without a row, for a build whose rows all come from models: nothing is loaded before it. #}
{% macro landing_of_nothing() -%}
    {%- do run_query('create schema if not exists landing') -%}
    {%- for table, contract in landing_contracts().items() -%}
        {%- do landing_table_of_nothing(
            table, landing_columns(table, contract) + ['raw_file'], ['raw_line'], 'raw_file_modified_at'
        ) -%}
    {%- endfor -%}
    {%- do landing_table_of_nothing(
        'raw_files', ['raw_table', 'raw_file', 'landed_as'], ['size_bytes'], 'modified_at'
    ) -%}
{%- endmacro %}

{% macro landing_table_of_nothing(table, texts, numbers, instant) -%}
    {%- set name = 'landing.' ~ adapter.quote(table) -%}
    {%- set columns = ['cast(null as ' ~ type_timestamp() ~ ') as ' ~ instant] -%}
    {%- for text in texts -%}
        {%- do columns.append('cast(null as ' ~ type_text() ~ ') as ' ~ adapter.quote(text)) -%}
    {%- endfor -%}
    {%- for number in numbers -%}
        {%- do columns.append('cast(null as bigint) as ' ~ number) -%}
    {%- endfor -%}
    {%- do run_query(
        ('create or replace view ' ~ name if target.type == 'spark'
            else 'drop table if exists ' ~ name ~ ' cascade; create table ' ~ name)
        ~ ' as select ' ~ columns | join(', ') ~ ' where 1 = 0'
    ) -%}
{%- endmacro %}
