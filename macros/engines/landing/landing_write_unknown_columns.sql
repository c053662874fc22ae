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
