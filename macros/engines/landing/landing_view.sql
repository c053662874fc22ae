{# The view of one raw table: every column of the contract as text, plus where the row came from: its
   file, and a number that grows from line to line of it. #}
{% macro landing_view(table, contract, groups) -%}
    create or replace view landing.{{ adapter.quote(table) }} as
    {%- if groups %}
    select
        {% for name in landing_columns(table, contract) -%}
        delivered.{{ adapter.quote(name) }},
        {% endfor -%}
        delivered.raw_line,
        raw_files.raw_file,
        raw_files.modified_at as raw_file_modified_at
    from (
        {%- for group in groups %}
        select
            {% for name in landing_columns(table, contract) -%}
            {{ landing_column(name, contract, group) }} as {{ adapter.quote(name) }},
            {% endfor -%}
            {#- A window over nothing keeps the order of the lines, whatever the connection keeps. #}
            {{ 'file_row_number' if group.format == 'parquet' and 'file_row_number' not in group.columns
                else 'row_number() over ()' }} as raw_line,
            {{ landing_path(group) }} as support_kpi_path
        from {{ landing_reader(group, []) }}
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as delivered
    inner join landing.raw_files as raw_files on delivered.support_kpi_path = raw_files.path
    {%- else %}
    select
        {% for name in landing_columns(table, contract) -%}
        cast(null as varchar) as {{ adapter.quote(name) }},
        {% endfor -%}
        cast(null as bigint) as raw_line,
        cast(null as varchar) as raw_file,
        cast(null as timestamp) as raw_file_modified_at
    where false
    {%- endif %}
{%- endmacro %}

{# The contract's columns, and the extra slices of the table. #}
{% macro landing_columns(table, contract) -%}
    {{ return(contract.columns | list + landing_extra_columns(table)) }}
{%- endmacro %}

{# The expression that reads a column of the contract from a group of files, by its name. #}
{% macro landing_column(name, contract, group) -%}
    {%- set wanted = name -%}
    {%- if name.startswith('extra_slice_') -%}
        {%- set position = name[12:] | int - 1 -%}
        {%- set wanted = (
            contract.extra_slices[position] if position < contract.extra_slices | length else none
        ) -%}
    {%- endif -%}
    {%- if wanted is not none and wanted in group.names -%}
        {%- set position = group.names.index(wanted) -%}
        {%- if group.format == 'csv' -%}
            {%- set form = group.date_forms.get(wanted) -%}
            {{ return(landing_iso_date('c' ~ position, form) if form else 'c' ~ position) }}
        {%- endif -%}
        {{ return('cast(' ~ adapter.quote(group.columns[position] | replace('"', '""')) ~ ' as varchar)') }}
    {%- endif -%}
    {{ return('cast(null as varchar)') }}
{%- endmacro %}

{# The name of the column of paths: of one that was delivered nothing is known, so it has another. #}
{% macro landing_path(group) -%}
    {%- set names = group.columns | map('lower') | list if group.format != 'csv' else [] -%}
    {%- set longest = names | map('length') | max if 'support_kpi_path' in names else 0 -%}
    {{ return('support_kpi_path' ~ '_' * longest) }}
{%- endmacro %}

{# The table function that reads a group of files: names and types are given, nothing is guessed. #}
{% macro landing_reader(group, options) -%}
    {%- set files = quote_files(group.files) -%}
    {%- set common = ["filename = '" ~ landing_path(group) ~ "'", 'hive_partitioning = false'] -%}
    {%- set types = [] -%}
    {%- if group.format == 'csv' -%}
        {%- for name in group.columns -%}
            {%- do types.append("'c" ~ loop.index0 ~ "': 'varchar'") -%}
        {%- endfor -%}
        {%- set arguments = [
            'columns = {' ~ types | join(', ') ~ '}', 'header = true', 'auto_detect = false',
            'skip = ' ~ group.skipped_lines, "compression = '" ~ group.compression ~ "'", 'delim = ' ~ quote_text(group.delimiter), "quote = '\"'", "escape = '\"'", "nullstr = ''",
        ] -%}
        {{ return('read_csv(' ~ ([files] + arguments + common + options) | join(', ') ~ ')') }}
    {%- elif group.format == 'jsonl' -%}
        {#- DuckDB has no column without a name, and none twice in other letters; the contract knows neither. -#}
        {%- set read = [] -%}
        {%- for name in group.columns if name | trim and name | lower not in read -%}
            {%- do read.append(name | lower) -%}
            {%- do types.append(quote_text(name) ~ ": 'varchar'") -%}
        {%- endfor -%}
        {%- if not types -%}
            {%- do types.append("'support_kpi_nothing': 'varchar'") -%}
        {%- endif -%}
        {%- set arguments = [
            'columns = {' ~ types | join(', ') ~ '}', "format = '" ~ group.json_format ~ "'",
            'auto_detect = false',
        ] -%}
        {{ return('read_json(' ~ ([files] + arguments + common + options) | join(', ') ~ ')') }}
    {%- endif -%}
    {{ return(
        'read_parquet(' ~ ([files, 'binary_as_string = true'] + common + options) | join(', ') ~ ')'
    ) }}
{%- endmacro %}
