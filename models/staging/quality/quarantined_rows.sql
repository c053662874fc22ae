{{ config(materialized='table') }}

with final as (
    {%- for source_name, table_name, staging_model in raw_tables() %}
    select
        cast('{{ source_name }}' as {{ type_text() }}) as source_name,
        cast('{{ table_name }}' as {{ type_text() }}) as raw_table,
        row_key,
        raw_file,
        rejected_column as column_name,
        {{ published_text('rejected_value') }} as raw_value,
        rejected_reason as reason
    from {{ ref('base_' ~ source_name ~ '__' ~ table_name) }}
    where rejected_reason is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
