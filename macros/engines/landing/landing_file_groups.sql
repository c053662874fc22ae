{# Groups the files of one table and format by their columns, because each group is read by one
   statement. Returns a list of {format, files, columns}; `columns` are the names as delivered. #}
{% macro landing_file_groups(format, files) -%}
    {%- if format == 'csv' -%}
        {%- set headers = landing_csv_headers(files) -%}
    {%- elif format == 'jsonl' -%}
        {%- set headers = landing_jsonl_headers(files) -%}
    {%- else -%}
        {%- set headers = landing_parquet_headers(files) -%}
    {%- endif -%}
    {%- set groups = {} -%}
    {%- for file in files -%}
        {%- set header = headers[file.path] -%}
        {%- set signature = header.signature -%}
        {%- if signature not in groups -%}
            {%- do groups.update({
                signature: {'format': format, 'files': [], 'columns': header.columns}
            }) -%}
        {%- endif -%}
        {%- do groups[signature].files.append(file) -%}
    {%- endfor -%}
    {{ return(groups.values() | list) }}
{%- endmacro %}

{# The first line of each CSV file, split into names. No sniffing: a sniffer guesses, and its guess
   changes with the data. `parallel = false`: two threads read a file above 8 MB from two places at
   once, and `limit 1` then takes a line of whichever comes first. #}
{% macro landing_csv_headers(files) -%}
    {%- do landing_check_gzip_start(files) -%}
    {%- set headers = {} -%}
    {%- for batch in files | batch(200) -%}
        {%- set statement -%}
            {%- for file in batch %}
            select {{ quote_text(file.path) }} as path, (
                select line
                from read_csv(
                    {{ quote_file(file.path) }}, columns = {'line': 'varchar'}, header = false,
                    auto_detect = false, delim = chr(1), quote = '', escape = '',
                    strict_mode = false, ignore_errors = true, hive_partitioning = false,
                    parallel = false
                )
                limit 1
            ) as line
            {{ 'union all' if not loop.last }}
            {%- endfor -%}
        {%- endset -%}
        {%- for row in run_query(statement).rows -%}
            {%- set line = (row['line'] or '') | replace('\ufeff', '') -%}
            {%- set names = [] -%}
            {%- for quoted, plain in modules.re.findall(
                '(?:^|,)(?:\\s*"((?:[^"]|"")*)"\\s*(?=,|$)|([^,]*))', line
            ) -%}
                {%- do names.append((quoted | replace('""', '"') if quoted else plain) | trim) -%}
            {%- endfor -%}
            {%- do headers.update({
                row['path']: {'columns': names, 'signature': 'csv:' ~ names | join('\x1f')}
            }) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(headers) }}
{%- endmacro %}

{# All keys of each JSONL file. Broken lines come back as NULL here and refuse the delivery. #}
{% macro landing_jsonl_headers(files) -%}
    {%- set statement -%}
        with lines as (
            select
                filename as path,
                json,
                coalesce(json_type(json) = 'OBJECT', false) as is_object,
                json_keys(json) as keys
            from read_ndjson_objects(
                {{ quote_files(files) }}, filename = true, ignore_errors = true,
                hive_partitioning = false
            )
        ),

        keys as (
            select distinct path, unnest(keys) as key from lines where is_object
        )

        select path, key, 0 as broken_lines, 0 as repeated_keys from keys
        union all
        select
            path,
            null as key,
            sum(case when is_object then 0 else 1 end) as broken_lines,
            sum(
                case
                    when len(keys)
                        > len(list_distinct(list_transform(keys, lambda k: lower(trim(k)))))
                        then 1
                    else 0
                end
            ) as repeated_keys
        from lines
        group by path
        order by path, key nulls first
    {%- endset -%}
    {%- set headers = {} -%}
    {%- for file in files -%}
        {%- do headers.update({file.path: {'columns': [], 'signature': 'jsonl:'}}) -%}
    {%- endfor -%}
    {%- for row in run_query(statement).rows -%}
        {%- set header = headers[row['path']] -%}
        {%- if row['key'] is none -%}
            {%- set file = (files | selectattr('path', 'equalto', row['path']) | list)[0] -%}
            {%- if row['broken_lines'] -%}
                {%- do refuse_inputs(
                    "file '" ~ file.raw_file ~ "' has " ~ row['broken_lines'] | int
                    ~ ' line(s) that are no JSON object in UTF-8; '
                    ~ 'write one complete object per line.'
                ) -%}
            {%- elif row['repeated_keys'] -%}
                {%- do refuse_inputs(
                    "file '" ~ file.raw_file ~ "' has objects that name a key twice; "
                    ~ 'keep each key once (upper and lower case are the same).'
                ) -%}
            {%- endif -%}
        {%- else -%}
            {%- do header.columns.append(row['key']) -%}
            {%- do header.update({'signature': header.signature ~ '\x1f' ~ row['key']}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(headers) }}
{%- endmacro %}

{# Top-level columns of each Parquet file. Types are part of the signature: an integer id that is
   read together with a float one would become 1.0. #}
{% macro landing_parquet_headers(files) -%}
    {%- set broken = run_query(
        "select filename from read_blob(" ~ quote_files(files) ~ ") where size < 12 or "
        ~ "(size < 1000000000 and (content[1:4] <> 'PAR1'::blob or content[-4:] <> 'PAR1'::blob)) "
        ~ 'order by filename limit 1'
    ) -%}
    {%- for row in broken.rows -%}
        {%- set file = (files | selectattr('path', 'equalto', row['filename']) | list)[0] -%}
        {%- do refuse_inputs(
            "file '" ~ file.raw_file ~ "' is no whole Parquet file; deliver it again."
        ) -%}
    {%- endfor -%}
    {%- set statement -%}
        select file_name as path, name, coalesce(num_children, 0) as num_children, duckdb_type
        from parquet_schema({{ quote_files(files) }})
        order by file_name, column_id
    {%- endset -%}
    {%- set headers = {} -%}
    {%- set walk = {'nested': 0} -%}
    {%- for row in run_query(statement).rows -%}
        {%- if row['path'] not in headers -%}
            {# The first row of a file is its root, not a column. #}
            {%- do headers.update({row['path']: {'columns': [], 'signature': 'parquet:'}}) -%}
            {%- do walk.update({'nested': 0}) -%}
        {%- else -%}
            {%- set header = headers[row['path']] -%}
            {%- if walk.nested > 0 -%}
                {%- do walk.update({'nested': walk.nested - 1 + row['num_children'] | int}) -%}
            {%- else -%}
                {%- do header.columns.append(row['name']) -%}
                {%- do walk.update({'nested': row['num_children'] | int}) -%}
            {%- endif -%}
            {%- do header.update({
                'signature': header.signature ~ '\x1f' ~ row['name'] ~ ':' ~ row['duckdb_type']
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(headers) }}
{%- endmacro %}
