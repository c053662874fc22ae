{# The optional values of a base model that were not accepted, one row per value. The base keeps
   them in one text, a line `column: reason: value` each, so that good rows cost nothing. #}
{% macro quarantined_values_of(source_name, table_name) -%}
{%- set rows = ref('base_' ~ source_name ~ '__' ~ table_name) -%}
{%- set listed = [] -%}
{%- if execute -%}
    {%- for column in contract_of(source_name, table_name).columns.values() -%}
        {%- if not column.config.meta.required and is_judged(column) -%}
            {%- set line = "chr(10) || '" ~ column.name ~ ": '" -%}
            {%- set from_there = 'split_part(chr(10) || unparsed_values, ' ~ line ~ ', 2)' -%}
            {%- do listed.append({
                'row_key': 'row_key',
                'raw_file': 'raw_file',
                'column_name': "'" ~ column.name ~ "'",
                'reason_and_value': 'split_part(' ~ from_there ~ ', chr(10), 1)',
            }) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}
select
    cast('{{ source_name }}' as {{ type_text() }}) as source_name,
    cast('{{ table_name }}' as {{ type_text() }}) as raw_table,
    row_key,
    raw_file,
    column_name,
    substr(reason_and_value, length(split_part(reason_and_value, ': ', 1)) + 3) as delivered_value,
    split_part(reason_and_value, ': ', 1) as reason
from (
    {%- if listed %}
    {{ rows_from_columns(
        '(select * from ' ~ rows ~ ' where unparsed_values is not null) as unparsed', listed
    ) }}
    {%- else %}
    select row_key, raw_file, '' as column_name, '' as reason_and_value
    from {{ rows }}
    where 1 = 0
    {%- endif %}
) as listed
where reason_and_value <> ''
{%- endmacro %}
