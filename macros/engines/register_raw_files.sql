{# Makes the raw data readable under the names of the contract: one view per raw table in schema
   `landing`, whatever was delivered. Runs before every command that builds or tests, but for one that goes on
   in a database where the command before it has done so: the runner says it in SUPPORT_KPI_LANDED. #}
{% macro register_raw_files() -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'seed', 'snapshot', 'test']
        and not env_var('SUPPORT_KPI_LANDED', '') -%}
        {%- do adapter.dispatch('register_raw_files')() -%}
        {%- do require_source_tables() -%}
    {%- endif -%}
{%- endmacro %}

{# The same on its own, as an operation: `python scripts/warehouse.py load` copies from there. #}
{% macro land_raw_files() -%}
    {%- do adapter.dispatch('register_raw_files')() -%}
{%- endmacro %}

{% macro duckdb__register_raw_files() -%}
    {%- do check_configuration() -%}
    {%- do run_query('create schema if not exists landing') -%}
    {%- set raw_path = env_var('SUPPORT_KPI_RAW_PATH', 'no_raw_files' if has_raw_models() else 'data/sample') -%}
    {%- set raw_path = raw_path.rstrip('/') or '/' -%}
    {%- set contracts = landing_contracts() -%}
    {%- do landing_write_contract(contracts) -%}
    {%- set files = landing_list_files(raw_path, contracts | list) -%}
    {%- set delivered_columns, unknown_columns = [], [] -%}
    {%- for table, contract in contracts.items() -%}
        {%- set own_files = files | selectattr('raw_table', 'equalto', table) | list -%}
        {%- set groups = landing_file_groups(own_files, contract) -%}
        {%- do landing_check_columns(table, contract, groups, unknown_columns) -%}
        {%- for name in contract.columns if name in groups | map(attribute='names') | sum(start=[]) -%}
            {%- do delivered_columns.append((table, name)) -%}
        {%- endfor -%}
        {%- set other_files = landing_check_contents(groups, contract) -%}
        {%- set groups = landing_forms(groups, contract, other_files) -%}
        {%- do run_query(landing_view(table, contract, groups)) -%}
    {%- endfor -%}
    {%- do register_source_files() -%}
    {%- do landing_write_unknown_columns(unknown_columns) -%}
    {%- do landing_write_for_gate(delivered_columns) -%}
    {%- do landing_check_time_zones() -%}
{%- endmacro %}

{# On a server the raw rows are loaded before dbt starts; here it is only made sure that they are
   there. #}
{% macro postgres__register_raw_files() -%}
    {%- do check_configuration() -%}
    {%- set found = run_query(
        "select count(*) from information_schema.tables "
        ~ "where table_schema = 'landing' and table_name = 'raw_contract'"
    ) -%}
    {%- if found.rows[0][0] == 0 and has_raw_models() -%}
        {%- do landing_of_nothing() -%}
    {%- elif found.rows[0][0] == 0 -%}
        {%- do refuse_inputs(
            "schema 'landing' of database '" ~ target.database ~ "' holds no raw tables; "
            ~ 'load them with: python scripts/warehouse.py load.'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{# Loaded before dbt starts too: one folder of Parquet per raw table. #}
{% macro spark__register_raw_files() -%}
    {%- do check_configuration() -%}
    {%- if has_raw_models() and not env_var('SUPPORT_KPI_RAW_PATH', '') -%}
        {%- do landing_of_nothing() -%}
    {%- else -%}
        {%- do run_query('create schema if not exists landing') -%}
        {%- for table, contract in landing_contracts().items() -%}
            {%- do run_query(landing_parquet_view(table, landing_columns(table, contract))) -%}
        {%- endfor -%}
        {%- do run_query(landing_parquet_files()) -%}
    {%- endif -%}
{%- endmacro %}
