{# The contract as `graph.sources` holds it: raw table -> {source_name, columns, extra_slices}.
   The sources' YAML is the only place where a raw column is written down. #}
{% macro landing_contracts() -%}
    {%- set contracts = {} -%}
    {%- for source_table in graph.sources.values() | sort(attribute='unique_id') -%}
        {%- if source_table.schema == 'landing' and source_table.package_name == 'support_kpi' -%}
            {%- do contracts.update({source_table.name: {
                'source_name': source_table.source_name,
                'columns': source_table.columns,
                'extra_slices': landing_extra_slices(source_table.name, source_table.columns),
            }}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(contracts) }}
{%- endmacro %}

{% macro landing_extra_slices(table, columns) -%}
    {%- set names = extra_columns_of(table) -%}
    {%- for name in names if name in columns -%}
        {%- do refuse_configuration(
            "extra_slices names '" ~ name ~ "', which is already a column of the contract; "
            ~ 'name a column of the raw ' ~ table ~ ' that the contract does not know.'
        ) -%}
    {%- endfor -%}
    {%- for name in names if name == 'overall' or name in slice_registry() | map('first') -%}
        {%- do refuse_configuration(
            "extra_slices names '" ~ name ~ "', which is already a slice; rename the raw column."
        ) -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

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
        {%- set units = (group.durations or {}).get(position) -%}
        {%- set column = (
            'c' ~ position if group.format == 'csv'
            else 'cast(' ~ adapter.quote(group.columns[position] | replace('"', '""'))
                ~ (' / ' ~ units ~ '.0' if units) ~ ' as varchar)'
        ) -%}
        {%- set form = group.forms.get(wanted) -%}
        {%- if form in ['decimal comma', 'decimal point'] -%}
            {{ return(landing_plain_number(column, form)) }}
        {%- elif form -%}
            {{ return(landing_iso_date(column, form)) }}
        {%- elif (contract.columns.get(wanted) or {}).get('data_type', 'text') == 'text' -%}
            {{ return(landing_composed(column)) }}
        {%- endif -%}
        {{ return(column) }}
    {%- endif -%}
    {{ return('cast(null as varchar)') }}
{%- endmacro %}

{# A text in which every letter is one sign, as keyboards write it. Some systems write a letter and its mark as two, and
   what looks like one id, team or word would be two. DuckDB ends such a text at a zero character. #}
{% macro landing_composed(expression) -%}
    {{ return(
        'case when ' ~ is_ascii(expression) ~ ' then ' ~ expression ~ ' else nfc_normalize(replace('
        ~ expression ~ ", chr(0), '')) end"
    ) }}
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

{# Splits groups of CSV files by the form of their dates and numbers. Where every value of a column is written with the
   day first, or every one with the month first, and the values themselves say which, it is read so; where
   both are possible the file is refused; a column of several forms is left as it is, for the gate. #}
{% macro landing_forms(groups, contract, other_files) -%}
    {%- set result = [] -%}
    {%- for group in groups -%}
        {%- set usual = [] -%}
        {%- for file in group.files -%}
            {%- if file.path not in other_files -%}
                {%- do usual.append(file) -%}
            {%- else -%}
                {%- set own = dict(group) -%}
                {%- do own.update({'files': [file]}) -%}
                {%- do own.update({'forms': landing_date_form(own, contract)}) -%}
                {%- do own.forms.update(landing_number_form(own, contract)) -%}
                {%- do result.append(own) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if usual -%}
            {%- set rest = dict(group) -%}
            {%- do rest.update({'files': usual}) -%}
            {%- do result.append(rest) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do landing_refuse_points(result, contract) -%}
    {{ return(result) }}
{%- endmacro %}

{# The form of the dates of one file: column -> `day first` or `month first`. #}
{% macro landing_date_form(group, contract) -%}
    {%- set parts = [] -%}
    {%- for name in group.names -%}
        {%- if (contract.columns.get(name) or {}).get('data_type') in ['timestamp', 'date'] -%}
            {%- set text = 'trim(c' ~ loop.index0 ~ ')' -%}
            {%- set value = 'case when not ' ~ is_nothing(text) ~ ' then ' ~ text ~ ' end' -%}
            {%- do parts.append(
                "select '" ~ name ~ "' as name, " ~ value ~ ' as value from '
                ~ landing_reader(group, []) ~ ' where ' ~ value ~ " <> ''"
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set statement -%}
        with given as (
            {{ parts | join(' union all ') }}
        ),

        read as (
            select
                name,
                value,
                regexp_extract(value, '{{ landing_date_pattern() }}', 1) as first_part,
                regexp_extract(value, '{{ landing_date_pattern() }}', 3) as second_part,
                regexp_extract(value, '{{ landing_date_pattern() }}', 2) as separator
            from given
        )

        select
            name,
            min(value) as example,
            max(try_cast(first_part as integer)) as most_first,
            max(try_cast(second_part as integer)) as most_second,
            min(separator) as separator
        from read
        group by name
        having count(*) = count(try_cast(first_part as integer))
            and min(separator) = max(separator)
        order by name
    {%- endset -%}
    {%- set columns = run_query(statement).rows if parts else [] -%}
    {%- set most = {'first': 0, 'second': 0} -%}
    {%- for row in columns -%}
        {%- do most.update({
            'first': [most.first, row['most_first']] | max,
            'second': [most.second, row['most_second']] | max,
        }) -%}
    {%- endfor -%}
    {%- set forms = {} -%}
    {%- for row in columns -%}
        {#- Nobody writes the month first before a dot. -#}
        {%- if most.second <= 12 and (most.first > 12 or row['separator'] == '.') -%}
            {%- do forms.update({row['name']: 'day first'}) -%}
        {%- elif most.first <= 12 and most.second > 12 -%}
            {%- do forms.update({row['name']: 'month first'}) -%}
        {%- elif most.first <= 12 and most.second <= 12 -%}
            {%- do refuse_inputs(
                "file '" ~ group.files[0].raw_file ~ "' has dates in the column '" ~ row['name']
                ~ "', such as '" ~ row['example'] ~ "', that can be read with the day or with the "
                ~ 'month first; write them like 2025-03-01.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(forms) }}
{%- endmacro %}

{# Two short numbers and a year. #}
{% macro landing_date_pattern() -%}
    {{ return('^(\\d{1,2})([./-])(\\d{1,2})[./-]((?:19|20)\\d{2})(?:$|[ T,])') }}
{%- endmacro %}

{# A text whose date has such a form, with its date in ISO 8601 and its time on a clock of 24 hours with two digits. #}
{% macro landing_iso_date(expression, form) -%}
    {%- set text = 'trim(' ~ expression ~ ')' -%}
    {%- set pattern = "'" ~ landing_date_pattern() ~ "'" -%}
    {%- set day, month = (1, 3) if form == 'day first' else (3, 1) -%}
    {%- set time = 'regexp_replace(' ~ text ~ ", '^[0-9./-]+,?', '')" -%}
    {#- Some exports put a narrow space before AM and PM. #}
    {%- set of_a_clock = 'try_strptime(trim(replace(' ~ time ~ ", chr(8239), ' ')), "
        ~ "['%I:%M %p', '%I:%M:%S %p', '%I:%M%p', '%I:%M:%S%p', '%H:%M', '%H:%M:%S'])" -%}
    {{ return(
        'case when ' ~ text ~ " <> '' and not " ~ is_nothing(text) ~ ' then regexp_extract(' ~ text ~ ', ' ~ pattern ~ ", 4) || '-' || "
        ~ 'lpad(regexp_extract(' ~ text ~ ', ' ~ pattern ~ ', ' ~ month ~ "), 2, '0') || '-' || "
        ~ 'lpad(regexp_extract(' ~ text ~ ', ' ~ pattern ~ ', ' ~ day ~ "), 2, '0') || "
        ~ 'coalesce(strftime(' ~ of_a_clock ~ ", ' %H:%M:%S'), " ~ time ~ ') end'
    ) }}
{%- endmacro %}

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
