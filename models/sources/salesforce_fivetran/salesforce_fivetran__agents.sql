{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

with final as (
    select
        'salesforce' as source_system,
        user_id as agent_id,
        name as display_name,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ ref('salesforce_fivetran__people') }}
    where kind = 'agent'
)

select * from final
