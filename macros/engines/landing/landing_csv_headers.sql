{# The header of each CSV file: {columns, delimiter, skipped_lines, signature}. No sniffing: a sniffer
   guesses, and its guess changes with the data. The separator is the one that finds the most columns of
   the contract in the header, or the one that Excel's first line `sep=;` names. #}
{% macro landing_csv_headers(files, contract) -%}
    {%- do landing_check_kinds(files) -%}
    {%- set headers = {} -%}
    {%- set compressions = {} -%}
    {%- for file in files -%}
        {%- do compressions.update({file.path: landing_compression(file)}) -%}
    {%- endfor -%}
    {%- for path, lines in landing_first_lines(files).items() -%}
        {%- set named = modules.re.match('"?sep=([^"])"?[;,\\s|]*$', lines[0], modules.re.IGNORECASE) -%}
        {%- set line = lines[1] if named else lines[0] -%}
        {%- set best = {'known': -1, 'compression': compressions[path]} -%}
        {%- for delimiter in ([named.group(1)] if named else [',', ';', '\t', '|']) -%}
            {%- set columns = landing_split(line, delimiter) -%}
            {%- set known = landing_names(columns, contract) | reject('none') | list | length -%}
            {%- if known > best.known -%}
                {%- do best.update({
                    'known': known, 'columns': columns, 'delimiter': delimiter,
                    'skipped_lines': 1 if named else 0,
                }) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do best.update({'signature': [
            'csv', best.compression, best.delimiter, best.skipped_lines, best.columns | join('\x1f')
        ] | join(':')}) -%}
        {%- do headers.update({path: best}) -%}
    {%- endfor -%}
    {{ return(headers) }}
{%- endmacro %}

{# The first two lines of each text file. `parallel = false`: two threads read a file above 8 MB from two
   places at once, and `limit` then takes the lines of whichever comes first. A statement holds one buffer
   per file, of 32 MB where nothing is said: a hundred deliveries were more than the memory limit. #}
{% macro landing_first_lines(files) -%}
    {%- set found = {} -%}
    {%- for batch in files | batch(50) -%}
        {%- set statement -%}
            select path, line_number, line
            from (
                {%- for file in batch %}
                (
                    select
                        {{ quote_text(file.path) }} as path,
                        row_number() over () as line_number,
                        line
                    from read_csv(
                        {{ quote_file(file.path) }}, columns = {'line': 'varchar'}, header = false,
                        auto_detect = false, delim = chr(1), quote = '', escape = '',
                        strict_mode = false, ignore_errors = true, hive_partitioning = false,
                        parallel = false, buffer_size = 4000000,
                        compression = '{{ landing_compression(file) }}'
                    )
                    limit 2
                )
                {{ 'union all' if not loop.last }}
                {%- endfor %}
            ) as lines
            order by path, line_number
        {%- endset -%}
        {%- for file in batch -%}
            {%- do found.update({file.path: []}) -%}
        {%- endfor -%}
        {%- for row in run_query(statement).rows -%}
            {%- do found[row['path']].append((row['line'] or '') | replace('\ufeff', '')) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for lines in found.values() -%}
        {%- do lines.extend(['', '']) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{# DuckDB knows an ending in small letters only. #}
{% macro landing_compression(file) -%}
    {{ return('gzip' if file.extension.endswith('.gz') else 'none') }}
{%- endmacro %}

{# A line of CSV as its fields. #}
{% macro landing_split(line, delimiter) -%}
    {%- set end = modules.re.escape(delimiter) -%}
    {%- set fields = [] -%}
    {%- for quoted, plain in modules.re.findall(
        '(?:^|' ~ end ~ ')(?: *"((?:[^"]|"")*)" *(?=' ~ end ~ '|\\r?$)|([^' ~ end ~ ']*))', line
    ) -%}
        {%- do fields.append((quoted | replace('""', '"') if quoted else plain) | trim) -%}
    {%- endfor -%}
    {{ return(fields) }}
{%- endmacro %}
