{{ config(enabled=is_source_enabled('freshdesk_csv')) }}

-- The export names those who have no ticket, too: nobody is No Agent.
with final as (
    select
        *,
        nullif(nullif(trim(agent), ''), 'No Agent') as agent_name,
        nullif(nullif(trim("group"), ''), 'No Group') as group_name
    from {{ source_rows('freshdesk_csv', 'tickets') }} as tickets
)

select * from final
