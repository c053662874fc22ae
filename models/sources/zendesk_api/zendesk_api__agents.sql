{{ config(enabled=is_source_enabled('zendesk_api')) }}

-- Deactivated staff are end users now: who was ever an assignee, or wrote an internal note, was
-- staff.
with users as (
    select * from {{ newest_rows('zendesk_api', 'users') }} as users
),

staff as (
    select id as agent_id
    from users
    where role <> 'end-user'
    union
    select assignee_id as agent_id
    from {{ source_rows('zendesk_api', 'tickets') }} as tickets
    where assignee_id <> ''
    union
    select new_value as agent_id
    from {{ ref('zendesk_api__audit_events') }}
    where field_name = 'assignee_id' and new_value <> ''
    union
    select author_id as agent_id
    from {{ ref('zendesk_api__audit_events') }}
    where
        kind = 'Comment'
        and not {{ safe_boolean('is_public') }}
        and not coalesce(is_rule, false)
        and author_id not like '-%'
),

final as (
    select
        'zendesk' as source_system,
        staff.agent_id,
        users.name as display_name,
        users.default_group_id as team_id
    from staff
    left join users
        on staff.agent_id = users.id
)

select * from final
