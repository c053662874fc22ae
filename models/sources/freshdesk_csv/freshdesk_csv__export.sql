{{ config(enabled=is_source_enabled('freshdesk_csv')) }}

-- Where a ticket has no agent or no group, the export says so in words.
with final as (
    select
        *,
        nullif(nullif(trim(agent), ''), 'No Agent') as agent_name,
        nullif(nullif(trim("group"), ''), 'No Group') as group_name
    from {{ source_rows('freshdesk_csv', 'tickets') }} as tickets
)

select * from final
