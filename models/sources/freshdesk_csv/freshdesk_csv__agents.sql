{{ config(enabled=is_source_enabled('freshdesk_csv')) }}

-- The export knows names alone.
with final as (
    select distinct
        'freshdesk' as source_system,
        {{ md5_text('agent_name') }} as agent_id,
        agent_name as display_name
    from {{ ref('freshdesk_csv__export') }}
    where agent_name is not null
)

select * from final
