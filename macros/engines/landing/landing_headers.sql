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

{# The keys of each JSON file: {columns, json_format, signature}. One object per line, one array of objects,
   or objects one behind the other: each file is read as what it is. #}
{% macro landing_json_headers(files) -%}
    {%- do landing_check_kinds(files) -%}
    {%- set headers = {} -%}
    {%- for json_format, group in landing_json_formats(files).items() -%}
        {%- for file in group -%}
            {%- do headers.update({file.path: {
                'columns': [], 'json_format': json_format, 'signature': json_format
            }}) -%}
        {%- endfor -%}
        {%- if group -%}
            {%- for row in run_query(landing_json_keys(group, json_format)).rows -%}
                {%- set header = headers[row['path']] -%}
                {%- if row['key'] is none -%}
                    {%- do landing_refuse_json(group, row) -%}
                {%- else -%}
                    {%- do header.columns.append(row['key']) -%}
                    {%- do header.update({'signature': header.signature ~ '\x1f' ~ row['key']}) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(headers) }}
{%- endmacro %}

{# The files by DuckDB's name of their format. A file that is nothing of the three stays among the lines, where
   its broken ones are counted. #}
{% macro landing_json_formats(files) -%}
    {%- set formats = {'newline_delimited': [], 'array': [], 'unstructured': []} -%}
    {%- set blank = "(' ' || chr(9) || chr(10) || chr(13))" -%}
    {%- set statement -%}
        with contents as (
            select
                filename as path,
                content[1:3] = '\xEF\xBB\xBF'::blob as has_mark,
                ltrim(try(decode(content)), {{ blank }} || chr(65279)) as content
            from read_blob({{ quote_files(files) }})
            where size < 500000000
        ),

        lines as (
            select
                *,
                list_filter(
                    string_split(content, chr(10)),
                    lambda line: trim(line, {{ blank }}) <> '' and not json_valid(line)
                ) as broken_lines
            from contents
        )

        select
            path,
            case
                when starts_with(content, '[') and json_valid(content) then 'array'
                -- DuckDB takes the mark for a part of the first line.
                when len(broken_lines) = 0 and has_mark then 'unstructured'
                when len(broken_lines) = 0 or content is null then 'newline_delimited'
                when json_valid('[' || regexp_replace(content, '[}]\s*[{]', '},{', 'g') || ']')
                    then 'unstructured'
                else 'newline_delimited'
            end as json_format
        from lines
    {%- endset -%}
    {%- set found = {} -%}
    {%- for row in run_query(statement).rows -%}
        {%- do found.update({row['path']: row['json_format']}) -%}
    {%- endfor -%}
    {%- for file in files -%}
        {%- do formats[found.get(file.path, 'newline_delimited')].append(file) -%}
    {%- endfor -%}
    {{ return(formats) }}
{%- endmacro %}

{# The keys of the objects in files of one format, and per file what is wrong with it. #}
{% macro landing_json_keys(files, json_format) -%}
    with objects as (
        select
            filename as path,
            json,
            coalesce(json_type(json) = 'OBJECT', false) as is_object,
            json_keys(json) as keys
        from read_json_objects(
            {{ quote_files(files) }}, format = '{{ json_format }}', filename = true,
            ignore_errors = {{ 'true' if json_format == 'newline_delimited' else 'false' }},
            hive_partitioning = false
        )
    ),

    keys as (
        select distinct path, unnest(keys) as key from objects where is_object
    )

    select path, key, 0 as broken_lines, 0 as repeated_keys from keys
    union all
    select
        path,
        null as key,
        sum(case when is_object then 0 else 1 end) as broken_lines,
        sum(
            case
                when len(keys) > len(list_distinct(list_transform(keys, lambda k: lower(trim(k)))))
                    then 1
                else 0
            end
        ) as repeated_keys
    from objects
    group by path
    order by path, key nulls first
{%- endmacro %}

{# Refuses a file that holds something else than objects, or an object that names a key twice. #}
{% macro landing_refuse_json(files, row) -%}
    {%- set file = (files | selectattr('path', 'equalto', row['path']) | list)[0] -%}
    {%- if row['broken_lines'] -%}
        {%- do refuse_inputs(
            "file '" ~ file.raw_file ~ "' has " ~ row['broken_lines'] | int
            ~ ' line(s) that are no JSON object in UTF-8; write one complete object per line.'
        ) -%}
    {%- elif row['repeated_keys'] -%}
        {%- do refuse_inputs(
            "file '" ~ file.raw_file ~ "' has objects that name a key twice; "
            ~ 'keep each key once (upper and lower case are the same).'
        ) -%}
    {%- endif -%}
{%- endmacro %}
