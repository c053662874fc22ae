{# The optional values of a base model that were not accepted, one row per value. The base keeps
   them in one text, a line `column: reason: value` each, so that good rows cost nothing. #}
{% macro quarantined_values_of(source_name, table_name) -%}
{%- set rows = ref('base_' ~ source_name ~ '__' ~ table_name) -%}
{%- set names = [] -%}
{%- if execute -%}
    {%- for column in contract_of(source_name, table_name).columns.values() -%}
        {%- if not column.config.meta.required and column.data_type != 'text' -%}
            {%- do names.append(column.name) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}
select
    cast('{{ source_name }}' as {{ type_text() }}) as source_name,
    cast('{{ table_name }}' as {{ type_text() }}) as raw_table,
    row_key,
    raw_file,
    column_name,
    {{ published_raw_value(
        "substr(reason_and_value, length(split_part(reason_and_value, ': ', 1)) + 3)"
    ) }} as raw_value,
    split_part(reason_and_value, ': ', 1) as reason
from (
    {%- for name in names %}
    select
        row_key,
        raw_file,
        '{{ name }}' as column_name,
        split_part(
            split_part(chr(10) || unparsed_values, chr(10) || '{{ name }}: ', 2), chr(10), 1
        ) as reason_and_value
    from {{ rows }}
    where unparsed_values is not null
    {{ 'union all' if not loop.last }}
    {%- else %}
    select row_key, raw_file, '' as column_name, '' as reason_and_value
    from {{ rows }}
    where 1 = 0
    {%- endfor %}
) as listed
where reason_and_value <> ''
{%- endmacro %}
