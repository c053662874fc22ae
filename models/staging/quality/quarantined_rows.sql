{{ config(materialized='table') }}

with rejected as (
    {%- for source_name, table_name, staging_model in raw_tables() %}
    select
        cast('{{ source_name }}' as {{ type_text() }}) as source_name,
        cast('{{ table_name }}' as {{ type_text() }}) as raw_table,
        row_key,
        raw_file,
        rejected_column as column_name,
        rejected_value,
        rejected_reason as reason
    from {{ ref('base_' ~ source_name ~ '__' ~ table_name) }}
    where rejected_reason is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        source_name,
        raw_table,
        row_key,
        raw_file,
        column_name,
        {{ published_text('rejected_value') }} as raw_value,
        reason
    from rejected
)

select * from final
