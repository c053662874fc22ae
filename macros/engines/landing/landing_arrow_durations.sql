{# The columns of Parquet files that Arrow's writers (pandas, polars) call durations: Parquet itself knows only whole
   numbers. Returns a dict from path to {position of the column: units in a second}. #}
{% macro landing_arrow_durations(files) -%}
    {%- set statement -%}
        select file_name as path, hex(from_base64(decode(value))) as arrow_schema
        from parquet_kv_metadata({{ quote_files(files) }})
        where decode(key) = 'ARROW:schema'
    {%- endset -%}
    {%- set found = {} -%}
    {%- for row in run_query(statement).rows if row['arrow_schema'].startswith('FFFFFFFF') -%}
        {%- do found.update({row['path']: landing_durations_of_schema(row['arrow_schema'])}) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{# The same of one schema: Arrow's table Message holds a Schema, which holds a list of Fields with their types. #}
{% macro landing_durations_of_schema(hex) -%}
    {%- set durations = {} -%}
    {%- set message = 8 + landing_bytes(hex, 8, 4) -%}
    {%- set fields = landing_goal(hex, landing_place(hex, landing_goal(hex, landing_place(hex, message, 2)), 1)) -%}
    {%- for number in range([landing_bytes(hex, fields, 4), 10000] | min) -%}
        {%- set field = landing_goal(hex, fields + 4 + 4 * number) -%}
        {%- if landing_bytes(hex, landing_place(hex, field, 2), 1) == 18 -%}
            {%- set unit = landing_place(hex, landing_goal(hex, landing_place(hex, field, 3)), 0) -%}
            {%- do durations.update({number: 1000 ** (landing_bytes(hex, unit, 2) if unit else 1)}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(durations) }}
{%- endmacro %}

{# A whole number of so many bytes, the lowest first, in a text of hexadecimal digits. #}
{% macro landing_bytes(hex, position, size) -%}
    {%- set digits = [] -%}
    {%- for place in range(position + size - 1, position - 1, -1) -%}
        {%- do digits.append(hex[2 * place:2 * place + 2]) -%}
    {%- endfor -%}
    {{ return(digits | join | int(base=16)) }}
{%- endmacro %}

{# Where a reference leads. #}
{% macro landing_goal(hex, position) -%}
    {{ return(position + landing_bytes(hex, position, 4)) }}
{%- endmacro %}

{# Where a table has a field, by its list of places; 0 where the field has its default. #}
{% macro landing_place(hex, table, field) -%}
    {%- set distance = landing_bytes(hex, table, 4) -%}
    {%- set places = table - (distance - 4294967296 if distance > 2147483647 else distance) -%}
    {%- set place = landing_bytes(hex, places + 4 + 2 * field, 2) if 4 + 2 * field < landing_bytes(hex, places, 2) else 0 -%}
    {{ return(table + place if place else 0) }}
{%- endmacro %}
