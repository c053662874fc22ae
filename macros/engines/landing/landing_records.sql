{# A copy of the contract for unit tests, which cannot read `graph`. #}
{% macro landing_write_contract(contracts) -%}
    {%- set rows = [] -%}
    {%- for table, contract in contracts.items() -%}
        {%- do rows.append(
            '(' ~ quote_text(table) ~ ', '
            ~ quote_text(tojson(contract_of(contract.source_name, table))) ~ ')'
        ) -%}
    {%- endfor -%}
    {%- do run_query(
        'create or replace table landing.raw_contract as '
        ~ 'select * from (values ' ~ rows | join(', ') ~ ') as contracts (raw_table, contract)'
    ) -%}
{%- endmacro %}

{# Columns that the contract does not know, for the run summary. #}
{% macro landing_write_unknown_columns(unknown_columns) -%}
    {%- do run_query(
        'create or replace table landing.unknown_columns '
        ~ '(raw_table varchar, raw_file varchar, column_name varchar)'
    ) -%}
    {%- for batch in unknown_columns | batch(500) -%}
        {%- set rows = [] -%}
        {%- for table, file, column in batch -%}
            {%- do rows.append(
                '(' ~ quote_text(table) ~ ', ' ~ quote_text(file) ~ ', ' ~ quote_text(column) ~ ')'
            ) -%}
        {%- endfor -%}
        {%- do run_query('insert into landing.unknown_columns values ' ~ rows | join(', ')) -%}
    {%- endfor -%}
{%- endmacro %}

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
