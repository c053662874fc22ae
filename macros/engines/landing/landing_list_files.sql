{# Finds the raw files and keeps their list in `landing.raw_files`. Hidden files and the markers of
   distributed writers (`_SUCCESS`) are passed over. #}
{% macro landing_list_files(raw_path, tables) -%}
    {%- set pattern = quote_file(raw_path)[:-1] -%}
    {%- set prefix_length = (raw_path | length) + (1 if raw_path != '/' else 0) -%}
    {%- set ending = "'(?i)[.](csv[.]gz|csv|jsonl|parquet)$'" -%}
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
                regexp_replace(split_part(raw_file, '/', 1), {{ ending }}, '') as raw_table,
                lower(regexp_extract(raw_file, {{ ending }}, 1)) as extension
            from found
            where not regexp_matches(raw_file, '(^|/)[._]')
        )

        select path, raw_file, raw_table, extension
        from classified
        where raw_table in ({{ quoted_tables | join(', ') }})
            and extension <> ''
        order by raw_file
    {%- endset -%}
    {%- set files = [] -%}
    {%- for row in run_query(listing).rows -%}
        {%- do files.append({
            'path': row['path'],
            'raw_file': row['raw_file'],
            'raw_table': row['raw_table'],
            'extension': row['extension'],
            'format': row['extension'].split('.')[0],
        }) -%}
    {%- endfor -%}
    {%- set present = files | map(attribute='raw_table') | unique | list -%}
    {%- if enabled_sources() -%}
        {#- Then the raw files are what comes beside them, and there may be none. -#}
    {%- elif not files -%}
        {%- do refuse_inputs(
            "no raw files were found in '" ~ raw_path ~ "'; set SUPPORT_KPI_RAW_PATH to the folder "
            ~ 'that holds tickets, calls or surveys as .csv, .csv.gz, .jsonl or .parquet.'
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
