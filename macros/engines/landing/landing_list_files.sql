{# Finds the raw files and keeps their list in `landing.raw_files`. Hidden files and the markers of
   distributed writers (`_SUCCESS`) are passed over. #}
{% macro landing_list_files(raw_path, tables) -%}
    {%- if '://' in raw_path or modules.re.search('^[a-z0-9]+:/[^/]', raw_path) -%}
        {%- do refuse_configuration(
            "SUPPORT_KPI_RAW_PATH is '" ~ raw_path ~ "', but raw files are read from a folder of this "
            ~ 'machine; copy or mount them there and name that folder.'
        ) -%}
    {%- endif -%}
    {%- set pattern = quote_file(raw_path)[:-1] -%}
    {%- set prefix_length = (raw_path | length) + (1 if raw_path != '/' else 0) -%}
    {%- set ending = "'(?i)[.](csv[.]gz|tsv[.]gz|csv|tsv|tab|txt|jsonl|ndjson|json|parquet)$'" -%}
    {%- set formats = {
        'jsonl': 'jsonl', 'ndjson': 'jsonl', 'json': 'jsonl', 'parquet': 'parquet'
    } -%}
    {%- set quoted_tables = [] -%}
    {%- for table in tables -%}
        {%- do quoted_tables.append(quote_text(table)) -%}
    {%- endfor -%}
    {%- set listing -%}
        with found as (
            select distinct file as path, substr(file, {{ prefix_length + 1 }}) as raw_file
            from (
                {#- `**` passes over linked files and folders, so the upper levels are named. #}
                {%- for level in ['/*', '/*/*', '/*/*/*', '/*/*/*/*', '/*/**'] %}
                select file from glob({{ pattern }}{{ level }}')
                {{ 'union all' if not loop.last }}
                {%- endfor %}
            ) as files
        ),

        classified as (
            select
                path,
                raw_file,
                lower(regexp_replace(split_part(raw_file, '/', 1), {{ ending }}, '')) as raw_table,
                lower(regexp_extract(raw_file, {{ ending }}, 1)) as extension
            from found
            where not regexp_matches(raw_file, '(^|/)[._]')
        )

        select path, raw_file, raw_table, extension
        from classified
        where raw_table in ({{ quoted_tables | join(', ') }})
            and extension <> ''
            -- Notes lie in folders of data, too.
            and not (extension = 'txt' and raw_file like '%/%')
        order by raw_file
    {%- endset -%}
    {%- set files = [] -%}
    {%- for row in run_query(listing).rows -%}
        {#- In a pattern a backslash parts folders. -#}
        {%- if '\\' in row['path'] and modules.re.search('[*?[]', row['path']) -%}
            {%- do refuse_inputs(
                "file '" ~ row['raw_file'] ~ "' has a backslash and one of the signs [ * ? in its path, which "
                ~ 'cannot be read; rename it.'
            ) -%}
        {%- endif -%}
        {%- do files.append({
            'path': row['path'],
            'raw_file': row['raw_file'],
            'raw_table': row['raw_table'],
            'extension': row['extension'],
            'format': formats.get(row['extension'], 'csv'),
        }) -%}
    {%- endfor -%}
    {%- set present = files | map(attribute='raw_table') | unique | list -%}
    {%- do landing_check_other_files(pattern, prefix_length, tables, present) -%}
    {%- if has_raw_models() -%}
        {#- Then the raw files are what comes beside them, and there may be none. -#}
    {%- elif not files -%}
        {%- do refuse_inputs(
            "no raw files were found in '" ~ raw_path ~ "'; set SUPPORT_KPI_RAW_PATH to the folder "
            ~ 'that holds tickets, calls or surveys as .csv, .csv.gz, .json, .jsonl or .parquet.'
        ) -%}
    {%- elif not ('tickets' in present or 'calls' in present or 'surveys' in present) -%}
        {%- do refuse_inputs(
            "none of tickets, calls and surveys is in '" ~ raw_path ~ "' (found: "
            ~ present | join(', ') ~ '); deliver at least one of them.'
        ) -%}
    {%- endif -%}
    {%- do run_query(landing_raw_files_table(files)) -%}
    {{ return(files) }}
{%- endmacro %}

{# Delta and Iceberg keep deleted and replaced rows in their Parquet files; and a file of a raw table that is
   no text and no Parquet would be left out without a word. #}
{% macro landing_check_other_files(pattern, prefix_length, tables, present) -%}
    {%- set kinds = {
        'xlsx': 'an Excel workbook', 'xlsm': 'an Excel workbook', 'xlsb': 'an Excel workbook',
        'xls': 'an Excel workbook', 'ods': 'an OpenDocument spreadsheet', 'numbers': 'a Numbers sheet',
        'zip': 'an archive', '7z': 'an archive', 'rar': 'an archive', 'tar': 'an archive',
        'tgz': 'an archive', 'gz': 'a compressed file', 'bz2': 'a compressed file',
        'xz': 'a compressed file', 'zst': 'a compressed file', 'html': 'an HTML page',
        'htm': 'an HTML page', 'xml': 'an XML file', 'pdf': 'a PDF document', 'db': 'a database',
        'sqlite': 'a database', 'mdb': 'a database', 'accdb': 'a database', 'avro': 'an Avro file',
        'orc': 'an ORC file', 'feather': 'a Feather file', 'arrow': 'an Arrow file',
        'pkl': 'a pickled object', 'pickle': 'a pickled object',
    } -%}
    {%- set statement -%}
        select substr(file, {{ prefix_length + 1 }}) as raw_file
        from (
            {%- for level in [
                    '/*', '/*/*', '/*/_delta_log/*', '/*/*/_delta_log/*',
                    '/*/metadata/*.metadata.json', '/*/*/metadata/*.metadata.json',
                ] %}
            select file from glob({{ pattern }}{{ level }}')
            {{ 'union' if not loop.last }}
            {%- endfor %}
        ) as files
        order by raw_file
    {%- endset -%}
    {%- for row in run_query(statement).rows -%}
        {%- set raw_file = row['raw_file'] -%}
        {%- set table = raw_file.split('/')[0].split('.')[0] | lower -%}
        {%- set ending = raw_file.split('.')[-1] | lower -%}
        {%- set lake = (
            'a Delta table' if '/_delta_log/' in raw_file
            else 'an Iceberg table' if raw_file.endswith('.metadata.json') else none
        ) -%}
        {%- if table in tables and lake -%}
            {%- do refuse_inputs(
                "folder '" ~ raw_file.split('/')[0] ~ "' is " ~ lake ~ ', whose files still hold deleted and replaced '
                ~ 'rows; export its present rows as Parquet files into a folder of their own.'
            ) -%}
        {%- elif table in tables and ending in kinds
            and ('/' in raw_file or table not in present)
            and not modules.re.search('(^|/)[._]|[.](csv|tsv)[.]gz$', raw_file | lower) -%}
            {%- do refuse_inputs(
                "file '" ~ raw_file ~ "' is " ~ kinds[ending] ~ ', which is not read; save it as CSV in '
                ~ 'UTF-8, as JSON or as Parquet and deliver that instead.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{% macro landing_raw_files_table(files) -%}
    create or replace table landing.raw_files as
    with listed as (
        select *
        from (
            values
            {%- for file in files %}
            (
                {{ quote_text(file.path) }}, {{ quote_text(file.raw_table) }},
                {{ quote_text(file.raw_file) }}, {{ quote_text(file.extension) }}
            ),
            {%- endfor %}
            ('', '', '', '')
        ) as files (path, raw_table, raw_file, format)
        where path <> ''
    )

    select
        listed.raw_table,
        listed.raw_file,
        listed.path,
        listed.format,
        details.size as size_bytes,
        make_timestamp(epoch_us(details.last_modified)) as modified_at,
        -- What else decides how a raw row looks: see raw_file_versions.
        md5(version() || {{ quote_text(var('extra_slices') | tojson) }}) as landed_as
    from listed
    {%- if files %}
    left join read_blob({{ quote_files(files) }}) as details on listed.path = details.filename
    {%- else %}
    cross join (select 0 as size, cast(null as timestamptz) as last_modified) as details
    {%- endif %}
{%- endmacro %}
