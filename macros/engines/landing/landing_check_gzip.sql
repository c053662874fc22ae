{# DuckDB reads a truncated gzip file up to the break and says nothing. A whole gzip file ends with
   its length, so a file that promises more bytes than were read is not whole. #}
{% macro landing_check_gzip(files) -%}
    {%- set zipped = [] -%}
    {%- for file in files if file.extension.endswith('.gz') -%}
        {%- do zipped.append(file) -%}
    {%- endfor -%}
    {%- if zipped -%}
        {%- set statement -%}
            with promised as (
                select filename as path, hex(content[-4:]) as tail
                from read_blob({{ quote_files(zipped) }})
            ),

            lengths as (
                select
                    path,
                    cast(
                        '0x' || tail[7:8] || tail[5:6] || tail[3:4] || tail[1:2] as bigint
                    ) as bytes
                from promised
            ),

            -- Line ends (one or two bytes) and a byte order mark are not part of the lines.
            lines as (
                select path, sum(octet_length(encode(line)) + 2) + 3 as bytes
                from read_csv(
                    {{ quote_files(zipped) }}, columns = {'line': 'varchar'}, header = false,
                    auto_detect = false, delim = chr(1), quote = '', escape = '',
                    strict_mode = false, ignore_errors = true, hive_partitioning = false,
                    filename = 'path', compression = 'gzip'
                )
                group by path
            )

            select lengths.path
            from lengths
            left join lines on lengths.path = lines.path
            where lengths.bytes > coalesce(lines.bytes, 0)
            order by lengths.path
            limit 1
        {%- endset -%}
        {%- for row in run_query(statement).rows -%}
            {%- set file = (files | selectattr('path', 'equalto', row['path']) | list)[0] -%}
            {%- do refuse_inputs(
                "file '" ~ file.raw_file ~ "' is cut off; deliver it again."
            ) -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}
