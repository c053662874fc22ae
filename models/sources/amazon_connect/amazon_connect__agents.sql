{{ config(enabled=is_source_enabled('amazon_connect')) }}

with final as (
    select distinct
        'amazon_connect' as source_system,
        {{ json_text('agent', ['Username']) }} as agent_id
    from {{ source_rows('amazon_connect', 'contact_records') }} as records
    where {{ json_text('agent', ['Username']) }} is not null
)

select * from final
