{# What the gate needs to know of a delivery beside its typed rows: the columns of the contract that were delivered,
   and how words, numbers and instants are read. #}
{% macro landing_write_for_gate(delivered_columns) -%}
    {%- set rows = ["('', '')"] -%}
    {%- for table, name in delivered_columns -%}
        {%- do rows.append('(' ~ quote_text(table) ~ ', ' ~ quote_text(name) ~ ')') -%}
    {%- endfor -%}
    {%- do run_query(
        'create or replace table landing.delivered_columns as select * from (values '
        ~ rows | join(', ') ~ ") as delivered (raw_table, column_name) where raw_table <> ''"
    ) -%}
    {%- for name, read in {
        'mapping_key': mapping_key('word'),
        'number_of': safe_double('word'),
        'instant_of': safe_timestamp('word'),
    }.items() -%}
        {%- do run_query('create or replace macro landing.' ~ name ~ '(word) as ' ~ read) -%}
    {%- endfor -%}
{%- endmacro %}
