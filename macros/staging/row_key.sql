{# The identity of a row as one text: the accepted values of the contract's key columns, joined by `|`.
   Ids are told apart by case, words are not. NULL where a required part was not accepted, because such a row has no
   identity. #}
{% macro row_key(contract) -%}
    {%- if contract.key | length == 1 -%}
        {{ return('cast(' ~ contract.key[0] ~ ' as ' ~ type_text() ~ ')') }}
    {%- endif -%}
    {%- set parts = [] -%}
    {%- for key_part in contract.key -%}
        {%- set column = contract.columns.get(key_part, {}) -%}
        {%- set accepted = (
            key_part if key_part not in contract.columns or column.config.meta.identifier
            else 'lower(' ~ key_part ~ ')' if column.data_type == 'text'
            else 'case when reason_' ~ key_part ~ ' is null then ' ~ key_part ~ ' end'
        ) -%}
        {%- do parts.append(
            'coalesce(replace(replace(cast(' ~ accepted ~ ' as ' ~ type_text()
            ~ "), '~', '~~'), '|', '~|'), '')"
        ) -%}
    {%- endfor -%}
    {%- set missing = [] -%}
    {%- for column in contract.columns.values() if column.config.meta.required -%}
        {%- if column.name in contract.key -%}
            {%- do missing.append('reason_' ~ column.name ~ ' is not null') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(
        'case when not (' ~ missing | join(' or ') ~ ') then '
        ~ parts | join(" || '|' || ") ~ ' end'
    ) }}
{%- endmacro %}

{# The last tie-break between versions of a row, where no line tells them apart: any order will do, if it is always
   the same. #}
{% macro row_hash(columns) -%}
    {%- set values = [] -%}
    {%- for column in columns -%}
        {%- do values.append("coalesce(" ~ column.name ~ ", '')") -%}
    {%- endfor -%}
    {{ return('case when raw_line is null then ' ~ md5_text(values | join(" || '|' || ")) ~ ' end') }}
{%- endmacro %}
