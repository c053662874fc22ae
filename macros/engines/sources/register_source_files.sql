{# Makes the tables of the enabled sources readable on DuckDB where they lie outside the database: one view per
   table over a folder of files, or over the tables of another DuckDB file. #}
{% macro register_source_files() -%}
    {%- for name in enabled_sources() -%}
        {%- set path = source_setting(name, 'path') -%}
        {%- if path.endswith('.duckdb') or path.endswith('.db') -%}
            {%- do register_source_database(name, path) -%}
        {%- elif path -%}
            {%- do register_source_folder(name, path.rstrip('/') or '/') -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{# The tables of a source in the YAML, by the name that they have where they lie. #}
{% macro source_tables(source_name) -%}
    {{ return(
        graph.sources.values() | selectattr('source_name', 'equalto', source_name) | list
    ) }}
{%- endmacro %}

{% macro register_source_database(source_name, path) -%}
    {%- set tables = source_tables(source_name) -%}
    {%- set database = adapter.quote(source_name ~ '_file') -%}
    {%- if not run_query('select file from glob(' ~ quote_file(path) ~ ')').rows -%}
        {%- do refuse_configuration(
            'source ' ~ source_name ~ " names the file '" ~ path ~ "', which is not there."
        ) -%}
    {%- endif -%}
    {%- do run_query(
        'attach if not exists ' ~ quote_text(path) ~ ' as ' ~ database ~ ' (read_only)'
    ) -%}
    {%- set found = run_query(
        'select table_schema, table_name from information_schema.tables where table_catalog = '
        ~ quote_text(source_name ~ '_file') ~ ' order by table_schema'
    ).rows -%}
    {%- do run_query('create schema if not exists ' ~ adapter.quote(tables[0].schema)) -%}
    {%- for table in tables -%}
        {%- set places = [] -%}
        {%- for row in found if row['table_name'] | lower == table.identifier | lower -%}
            {%- do places.append(
                database ~ '.' ~ adapter.quote(row['table_schema']) ~ '.' ~ adapter.quote(row['table_name'])
            ) -%}
        {%- endfor -%}
        {%- if places -%}
            {%- do run_query(
                'create or replace view ' ~ source_view(table) ~ ' as from ' ~ places[0]
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{% macro register_source_folder(source_name, path) -%}
    {%- set tables = source_tables(source_name) -%}
    {%- set files = source_files(path) -%}
    {%- if not files and not run_query('select 1 from glob(' ~ quote_file(path)[:-1] ~ "/*')").rows -%}
        {%- do refuse_configuration(
            'source ' ~ source_name ~ " names the folder '" ~ path ~ "', which holds no files."
        ) -%}
    {%- endif -%}
    {%- do run_query('create schema if not exists ' ~ adapter.quote(tables[0].schema)) -%}
    {%- for table in tables if table.config.meta.delimiter -%}
        {%- do run_query(source_lines_view(table, path)) -%}
    {%- endfor -%}
    {%- for table in tables if not table.config.meta.delimiter -%}
        {%- set own_files = files | selectattr('raw_table', 'equalto', table.identifier | lower) | list -%}
        {%- set contract = {'columns': table.columns, 'extra_slices': []} -%}
        {%- set groups = landing_file_groups(own_files, contract) -%}
        {%- if table.config.meta.unread -%}
            {%- if groups | selectattr('columns') | list -%}
                {%- do run_query(source_files_view(table, groups)) -%}
            {%- endif -%}
        {%- elif groups -%}
            {%- do landing_check_contents(groups, contract) -%}
            {%- for group in groups if group.format == 'jsonl' -%}
                {%- do landing_check_repeated(group) -%}
            {%- endfor -%}
            {%- do run_query(source_files_view(table, groups)) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{# Files `<table>.<ext>` and `<table>/**/*.<ext>` of a folder. #}
{% macro source_files(path) -%}
    {%- set pattern = quote_file(path)[:-1] -%}
    {%- set ending = "'(?i)[.](csv[.]gz|tsv[.]gz|csv|tsv|jsonl|ndjson|json|parquet)$'" -%}
    {%- set files = [] -%}
    {%- set listing = run_query(
        'select distinct file from (select file from glob(' ~ pattern ~ "/*') union all "
        ~ 'select file from glob(' ~ pattern ~ "/*/**')) as found "
        ~ 'where regexp_matches(file, ' ~ ending ~ ') order by file'
    ) -%}
    {%- for row in listing.rows -%}
        {%- set raw_file = row['file'][(path | length) + 1:] -%}
        {%- set extension = modules.re.search('(?i)(csv[.]gz|tsv[.]gz|csv|tsv|jsonl|ndjson|json|parquet)$', raw_file).group(1) | lower -%}
        {%- if not modules.re.search('(^|/)[._]', raw_file) -%}
            {%- do files.append({
                'path': row['file'],
                'raw_file': raw_file,
                'raw_table': raw_file.split('/')[0] | lower if '/' in raw_file
                    else raw_file[:-(extension | length) - 1] | lower,
                'extension': extension,
                'format': {'jsonl': 'jsonl', 'ndjson': 'jsonl', 'json': 'jsonl', 'parquet': 'parquet'}.get(
                    extension, 'csv'
                ),
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(files) }}
{%- endmacro %}

{# A view over files without a header, whose names begin with the table's: fields in the order of the YAML. A log that
   was copied before it was rotated is there twice: a line counts as often as the file has it that has it most often. #}
{% macro source_lines_view(table, path) -%}
    {%- set types, names = [], [] -%}
    {%- for name in table.columns -%}
        {%- do types.append("'" ~ name ~ "': 'varchar'") -%}
        {%- do names.append(adapter.quote(name)) -%}
    {%- endfor -%}
    {%- set fields = names | join(', ') -%}
    create or replace view {{ source_view(table) }} as
    select {{ fields }}
    from (
        select distinct
            {{ fields }}, row_number() over (partition by {{ fields }}, filename) as repetition
        from read_csv(
            {{ quote_file(path ~ '/' ~ table.identifier)[:-1] }}*', columns = { {{- types | join(', ') -}} },
            header = false, auto_detect = false, delim = {{ quote_text(table.config.meta.delimiter) }},
            quote = '', escape = '', null_padding = true, strict_mode = false, hive_partitioning = false,
            filename = true
        )
    ) as lines
{%- endmacro %}

{# A view with every column that any of the files has, as text. Lines of JSON without an object name none: those of the
   YAML, without a row. #}
{% macro source_files_view(table, groups) -%}
    {%- set names = [] -%}
    {%- for group in groups -%}
        {%- for column in group.columns if column | trim -%}
            {%- set name = group.names[group.columns.index(column)] or column | trim | lower -%}
            {%- if name not in names -%}
                {%- do names.append(name) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if not names -%}
        {%- do names.extend(table.columns) -%}
    {%- endif -%}
    create or replace view {{ source_view(table) }} as
    {%- for group in groups %}
    select
        {%- for name in names %}
        {{ source_file_column(name, group) }} as {{ adapter.quote(name | replace('"', '""')) }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ landing_reader(group, []) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# The expression that reads a column by its name from a group of files; nested Parquet becomes JSON. #}
{% macro source_file_column(name, group) -%}
    {%- for delivered in group.columns
        if name in [group.names[group.columns.index(delivered)], delivered | trim | lower] -%}
        {%- if group.format == 'csv' -%}
            {{ return('c' ~ group.columns.index(delivered)) }}
        {%- endif -%}
        {%- set column = adapter.quote(delivered | replace('"', '""')) -%}
        {%- if group.format == 'parquet' -%}
            {{ return(
                'case when regexp_matches(typeof(' ~ column ~ "), '^(STRUCT|MAP)|]$') "
                ~ 'then cast(to_json(' ~ column ~ ') as varchar) else cast(' ~ column ~ ' as varchar) end'
            ) }}
        {%- endif -%}
        {{ return('cast(' ~ column ~ ' as varchar)') }}
    {%- endfor -%}
    {{ return('cast(null as varchar)') }}
{%- endmacro %}

{# Where the view of a source's table stands: where `source()` looks for the table. #}
{% macro source_view(table) -%}
    {{ return(adapter.quote(table.schema) ~ '.' ~ adapter.quote(table.identifier)) }}
{%- endmacro %}
