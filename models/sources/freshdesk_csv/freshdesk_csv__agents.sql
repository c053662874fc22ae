{{ config(enabled=is_source_enabled('freshdesk_csv')) }}

-- The export knows names alone.
with final as (
    select distinct
        'freshdesk' as source_system,
        {{ md5_text('trim(agent)') }} as agent_id,
        trim(agent) as display_name
    from {{ source_rows('freshdesk_csv', 'tickets') }} as tickets
    where trim(agent) <> ''
)

select * from final
