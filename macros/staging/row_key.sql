{# The identity of a row as one text: the key columns of the contract, typed, joined by `|`.
   NULL where a required part is missing, because such a row has no identity. #}
{% macro row_key(contract) -%}
    {%- if contract.key | length == 1 -%}
        {{ return('cast(' ~ contract.key[0] ~ ' as ' ~ type_text() ~ ')') }}
    {%- endif -%}
    {%- set parts = [] -%}
    {%- for key_part in contract.key -%}
        {%- do parts.append(
            'coalesce(replace(replace(cast(' ~ key_part ~ ' as ' ~ type_text()
            ~ "), '~', '~~'), '|', '~|'), '')"
        ) -%}
    {%- endfor -%}
    {%- set missing = [] -%}
    {%- for column in contract.columns.values() if column.config.meta.required -%}
        {%- if column.name in contract.key -%}
            {%- do missing.append(column.name ~ ' is null') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(
        'case when not (' ~ missing | join(' or ') ~ ') then '
        ~ parts | join(" || '|' || ") ~ ' end'
    ) }}
{%- endmacro %}

{# A cheap text of the raw key: rows of one identity always share it, few others do. It only finds
   the rows that need an order; the identity itself is `row_key`. #}
{% macro match_key(contract) -%}
    {%- set parts = [] -%}
    {%- set system = "coalesce(" ~ clean_text('source_system') ~ " || ':', '')" -%}
    {%- for key_part in contract.key -%}
        {%- set expression = {'sql': key_part} -%}
        {%- for column in contract.columns.values() -%}
            {%- set pieces = modules.re.split('\\b' ~ column.name ~ '\\b', expression.sql) -%}
            {%- if pieces | length > 1 -%}
                {%- set text = clean_text(column.name) -%}
                {%- set value = (
                    'lower(' ~ system ~ ' || ' ~ text ~ ')' if column.config.meta.identifier
                    else 'lower(' ~ text ~ ')' if column.data_type == 'text'
                    else 'cast(' ~ typed_value(column, text) ~ ' as ' ~ type_text() ~ ')'
                ) -%}
                {%- do expression.update({'sql': pieces | join(value)}) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- do parts.append('coalesce(' ~ expression.sql ~ ", '')") -%}
    {%- endfor -%}
    {{ return(parts | join(" || '|' || ")) }}
{%- endmacro %}

{# A raw value without the spaces around it; blank is NULL. #}
{% macro clean_text(expression) -%}
    {{ return("nullif(trim(" ~ expression ~ "), '')") }}
{%- endmacro %}

{# The last tie-break between versions of a row: any order will do, if it is always the same. #}
{% macro row_hash(columns) -%}
    {%- set values = [] -%}
    {%- for column in columns -%}
        {%- do values.append("coalesce(" ~ column.name ~ ", '')") -%}
    {%- endfor -%}
    {{ return(md5_text(values | join(" || '|' || "))) }}
{%- endmacro %}
