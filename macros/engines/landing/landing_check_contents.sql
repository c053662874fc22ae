{# Reads each text file once with the options of its view and refuses it if a line cannot be read.
   Without this the same fault would stop a model with the engine's message, not with a sentence. #}
{% macro landing_check_contents(table, groups) -%}
    {%- for group in groups if group.format == 'csv' -%}
        {%- set counted = [] -%}
        {%- for name in group.columns -%}
            {%- do counted.append('count(c' ~ loop.index0 ~ ')') -%}
        {%- endfor -%}
        {%- do run_query('drop table if exists support_kpi_rejects') -%}
        {%- do run_query('drop table if exists support_kpi_rejects_scans') -%}
        {%- do run_query(
            'select ' ~ counted | join(', ') ~ ' from ' ~ landing_reader(group, [
                'store_rejects = true', "rejects_table = 'support_kpi_rejects'",
                "rejects_scan = 'support_kpi_rejects_scans'", 'rejects_limit = 10',
            ])
        ) -%}
        {%- set rejected = run_query(
            'select scans.file_path, rejects.line, rejects.error_type, rejects.error_message '
            ~ 'from support_kpi_rejects as rejects '
            ~ 'inner join support_kpi_rejects_scans as scans using (scan_id, file_id) '
            ~ 'order by scans.file_path, rejects.line limit 1'
        ) -%}
        {%- do run_query('drop table support_kpi_rejects') -%}
        {%- do run_query('drop table support_kpi_rejects_scans') -%}
        {%- for row in rejected.rows -%}
            {%- set file = (
                group.files | selectattr('path', 'equalto', row['file_path']) | list | first
            ) or group.files[0] -%}
            {%- set faults = {
                'INVALID ENCODING': 'is not UTF-8', 'INVALID UNICODE': 'is not UTF-8',
                'MISSING COLUMNS': 'has fewer fields than the header',
                'TOO MANY COLUMNS': 'has more fields than the header',
                'UNQUOTED VALUE': 'has a quote that is not closed or stands in the wrong place',
                'LINE SIZE OVER MAXIMUM': 'is longer than 2 MB',
            } -%}
            {%- do refuse_inputs(
                "file '" ~ file.raw_file ~ "' cannot be read: line " ~ row['line'] | int ~ ' '
                ~ faults.get(row['error_type'], 'is broken (' ~ row['error_type'] | lower ~ ')')
                ~ '; correct the line or export the file again.'
            ) -%}
        {%- endfor -%}
        {%- do landing_check_gzip(group.files) -%}
    {%- endfor -%}
{%- endmacro %}
