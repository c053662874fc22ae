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
