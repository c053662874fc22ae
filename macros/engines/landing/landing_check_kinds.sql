{# What a text file is by its first bytes, where that is no text: people rename workbooks, save web pages
   and compress what is compressed. #}
{% macro landing_check_kinds(files) -%}
    {%- set starts = run_query(
        'select filename as path, hex(content[1:4]) as start, hex(content[1:8]) as long_start, size '
        ~ 'from read_blob(' ~ quote_files(files) ~ ') where size < 1000000000 order by filename'
    ) -%}
    {%- for row in starts.rows -%}
        {%- set file = (files | selectattr('path', 'equalto', row['path']) | list)[0] -%}
        {%- set is_gzip = row['start'].startswith('1F8B') and row['size'] >= 18 -%}
        {%- if file.extension.endswith('.gz') -%}
            {%- if not is_gzip -%}
                {%- do refuse_inputs(
                    "file '" ~ file.raw_file ~ "' is no gzip file; deliver it again."
                ) -%}
            {%- endif -%}
        {%- else -%}
            {%- for start, kind in landing_kinds().items() -%}
                {%- if row['long_start'].startswith(start) -%}
                    {%- do refuse_inputs("file '" ~ file.raw_file ~ "' is " ~ kind ~ '.') -%}
                {%- endif -%}
            {%- endfor -%}
            {%- if file.format == 'csv' and row['start'].startswith('7B') -%}
                {%- do refuse_inputs(
                    "file '" ~ file.raw_file ~ "' is JSON, not CSV; name it "
                    ~ file.raw_table ~ '.json and deliver it again.'
                ) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
{%- endmacro %}

{# First bytes, what they say, and what to do. #}
{% macro landing_kinds() -%}
    {%- set as_csv = '; save the sheet as CSV in UTF-8 and deliver that' -%}
    {%- set utf = 'not UTF-8 but UTF-16 text; save it as UTF-8 and deliver it again' -%}
    {{ return({
        '504B0304': 'an Excel workbook or another ZIP archive, whatever its name' ~ as_csv,
        'D0CF11E0': 'an old Excel workbook (.xls), whatever its name' ~ as_csv,
        '50415231': 'a Parquet file; name it .parquet and deliver it again',
        '1F8B': 'a gzip file; name it .csv.gz and deliver it again',
        '53514C697465': 'an SQLite database; export the table as CSV and deliver that',
        '25504446': 'a PDF document; export the table as CSV and deliver that',
        '3C21': 'an HTML or XML page, perhaps an error message; export it as CSV and deliver that',
        '3C3F': 'an HTML or XML page, perhaps an error message; export it as CSV and deliver that',
        '3C68': 'an HTML page, perhaps an error message; export it as CSV and deliver that',
        '3C48': 'an HTML page, perhaps an error message; export it as CSV and deliver that',
        '3C74': 'an HTML table; export it as CSV and deliver that',
        'FFFE': utf, 'FEFF': utf,
    }) }}
{%- endmacro %}
