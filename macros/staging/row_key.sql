{# The identity of a raw row as one text: the key columns of the contract, typed, joined by `|`.
   NULL where a required part is missing, because such a row has no identity. #}
{% macro row_key(contract) -%}
    {%- set parts = [] -%}
    {%- set missing = [] -%}
    {%- for key_part in contract.key -%}
        {%- set expression = {'sql': key_part} -%}
        {%- for column in contract.columns.values() -%}
            {%- set pieces = modules.re.split('\\b' ~ column.name ~ '\\b', expression.sql) -%}
            {%- if modules.re.search('\\b' ~ column.name ~ '\\b', key_part) -%}
                {%- do expression.update({'sql': pieces | join(typed_value(column, clean_text(column.name)))}) -%}
                {%- if column.config.meta.required -%}
                    {%- do missing.append(clean_text(column.name) ~ ' is null') -%}
                {%- endif -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do parts.append('cast(' ~ expression.sql ~ ' as ' ~ type_text() ~ ')') -%}
    {%- endfor -%}
    {%- if parts | length == 1 -%}
        {{ return(parts[0]) }}
    {%- endif -%}
    {%- set escaped = [] -%}
    {%- for part in parts -%}
        {%- do escaped.append("coalesce(replace(" ~ part ~ ", '|', '||'), '')") -%}
    {%- endfor -%}
    {{ return(
        'case when ' ~ missing | join(' or ') ~ ' then null else '
        ~ escaped | join(" || '|' || ") ~ ' end'
    ) }}
{%- endmacro %}

{# A raw value without the spaces around it; blank is NULL. #}
{% macro clean_text(expression) -%}
    {{ return("nullif(trim(" ~ expression ~ "), '')") }}
{%- endmacro %}

{# The last tie-break between versions of a row: any order will do, as long as it is always the same. #}
{% macro row_hash(columns) -%}
    {%- set values = [] -%}
    {%- for column in columns -%}
        {%- do values.append("coalesce(" ~ column.name ~ ", '')") -%}
    {%- endfor -%}
    {{ return(md5_text(values | join(" || '|' || "))) }}
{%- endmacro %}
