{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

-- Deactivated staff are end users now: who was ever an assignee, or wrote an internal note, was
-- staff.
with users as (
    select * from {{ source_rows('zendesk_fivetran', 'user') }} as users
),

staff as (
    select id as agent_id
    from users
    where role <> 'end-user'
    union
    select value as agent_id
    from {{ source_rows('zendesk_fivetran', 'ticket_field_history') }} as history
    where field_name = 'assignee_id' and value <> ''
    union
    select assignee_id as agent_id
    from {{ source_rows('zendesk_fivetran', 'ticket') }} as tickets
    where assignee_id <> ''
    union
    select user_id as agent_id
    from {{ source_rows('zendesk_fivetran', 'ticket_comment') }} as comments
    where not {{ safe_boolean('public') }} and user_id not like '-%'
),

final as (
    select
        'zendesk' as source_system,
        staff.agent_id,
        users.name as display_name,
        {{ utc_text('users._fivetran_synced') }} as loaded_at
    from staff
    left join users
        on staff.agent_id = users.id
)

select * from final
