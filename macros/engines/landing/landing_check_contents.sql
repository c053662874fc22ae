{# Reads each text file once with the options of its view and refuses it if a line cannot be read.
   Without this the same fault would stop a model with the engine's message, not with a sentence.
   Returns the files that hold dates in another form than ISO 8601, or numbers with commas. #}
{% macro landing_check_contents(groups, contract) -%}
    {%- set text_groups = groups | selectattr('format', 'equalto', 'csv') | list -%}
    {%- set other_files = [] -%}
    {%- set forget = 'drop table if exists support_kpi_rejects; '
        ~ 'drop table if exists support_kpi_rejects_scans' -%}
    {%- do run_query(forget) -%}
    {%- for group in text_groups -%}
        {%- set counted = [] -%}
        {%- set strange = ['0'] -%}
        {%- for name in group.names -%}
            {%- do counted.append('count(c' ~ loop.index0 ~ ')') -%}
            {%- if (contract.columns.get(name) or {}).get('data_type') in ['timestamp', 'date'] -%}
                {%- do strange.append(
                    'count(case when c' ~ loop.index0 ~ " like '__/%' or c" ~ loop.index0
                    ~ " like '_/%' or c" ~ loop.index0 ~ " like '__.%' or c" ~ loop.index0
                    ~ " like '_.%' or c" ~ loop.index0 ~ " like '__-%' or c" ~ loop.index0
                    ~ " like '_-%' then 1 end)"
                ) -%}
            {%- elif landing_is_number(name, contract) -%}
                {%- do strange.append('count(case when c' ~ loop.index0 ~ " like '%,%' then 1 end)") -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set found = run_query(
            'select support_kpi_path as path, ' ~ strange | join(' + ') ~ ' as strange, '
            ~ counted | join(', ') ~ ' from ' ~ landing_reader(group, [
                'store_rejects = true', "rejects_table = 'support_kpi_rejects'",
                "rejects_scan = 'support_kpi_rejects_scans'", 'rejects_limit = 10',
            ]) ~ ' group by support_kpi_path'
        ) -%}
        {%- for row in found.rows if row['strange'] -%}
            {%- do other_files.append(row['path']) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if text_groups -%}
        {%- do landing_refuse_broken_line(text_groups | sum(attribute='files', start=[])) -%}
    {%- endif -%}
    {%- do run_query(forget) -%}
    {%- for group in text_groups -%}
        {%- do landing_check_gzip(group.files) -%}
    {%- endfor -%}
    {{ return(other_files) }}
{%- endmacro %}

{# Names the first line that the scans above could not read. #}
{% macro landing_refuse_broken_line(files) -%}
    {%- set rejected = run_query(
        'select scans.file_path, rejects.line, rejects.error_type '
        ~ 'from support_kpi_rejects as rejects '
        ~ 'inner join support_kpi_rejects_scans as scans using (scan_id, file_id) '
        ~ 'order by scans.file_path, rejects.line limit 1'
    ) -%}
    {%- set faults = {
        'INVALID ENCODING': 'is not UTF-8', 'INVALID UNICODE': 'is not UTF-8',
        'MISSING COLUMNS': 'has fewer fields than the header',
        'TOO MANY COLUMNS': 'has more fields than the header',
        'UNQUOTED VALUE': 'has a quote that is not closed or stands in the wrong place',
        'LINE SIZE OVER MAXIMUM': 'is longer than 2 MB',
    } -%}
    {%- for row in rejected.rows -%}
        {%- set file = (
            files | selectattr('path', 'equalto', row['file_path']) | list | first
        ) or files[0] -%}
        {%- do refuse_inputs(
            "file '" ~ file.raw_file ~ "' cannot be read: line " ~ row['line'] | int ~ ' '
            ~ faults.get(row['error_type'], 'is broken (' ~ row['error_type'] | lower ~ ')')
            ~ '; correct the line or export the file again.'
        ) -%}
    {%- endfor -%}
{%- endmacro %}
