{# Incremental strategy `by_file`, for base models: the rows of files that are gone or were written
   anew leave, and every key that the new rows hold is put in again with all its versions.

   Only files that changed are read, and the table is the same as if it were built whole: a typed row
   depends on nothing but its file, its rank on nothing but the rows of its key. #}
{% macro get_incremental_by_file_sql(arguments) -%}
    {%- set source_name, table_name = model.name.split('_', 1)[1].split('__') -%}
    {%- set goal = arguments.target_relation -%}
    {%- set gone = raw_file_changes(goal, source_name, table_name).gone -%}
    {%- set names = arguments.dest_columns | map(attribute='quoted') | join(', ') -%}
    {%- set statements -%}
        delete from {{ goal }}
        where {{ is_among('raw_file', gone) }}
            or row_key in (select row_key from {{ arguments.temp_relation }});
        insert into {{ goal }} ({{ names }})
        select {{ names }} from {{ arguments.temp_relation }};
    {%- endset -%}
    {{ return(as_one_transaction(statements)) }}
{%- endmacro %}

{# dbt has opened a transaction, except on DuckDB, where the profile says that it shall not. #}
{% macro as_one_transaction(statements) -%}
    {{ return(adapter.dispatch('as_one_transaction')(statements)) }}
{%- endmacro %}

{% macro default__as_one_transaction(statements) -%}
    {{ return(statements) }}
{%- endmacro %}

{% macro duckdb__as_one_transaction(statements) -%}
    {{ return('begin transaction;\n' ~ statements ~ '\ncommit;') }}
{%- endmacro %}
