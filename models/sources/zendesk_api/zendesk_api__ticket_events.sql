{{ config(enabled=is_source_enabled('zendesk_api')) }}

with audit_events as (
    select * from {{ ref('zendesk_api__audit_events') }}
),

staff as (
    select agent_id from {{ ref('zendesk_api__agents') }}
),

users as (
    select distinct id from {{ source_rows('zendesk_api', 'users') }} as users
),

-- A comment that was made private later is still public in its own audit.
privacy as (
    select
        comment_id,
        is_public,
        row_number() over (partition by comment_id order by event_number desc) as newest
    from audit_events
    where kind = 'CommentPrivacyChange'
),

events as (
    select
        audit_events.*,
        coalesce(privacy.is_public, audit_events.is_public) as is_public_now,
        case
            when audit_events.kind in ('Comment', 'VoiceComment') then 'comment'
            when audit_events.kind = 'Change' then audit_events.field_name
            -- Every ticket starts as new and unassigned; other values at its creation are told.
            when audit_events.kind = 'Create' and audit_events.new_value <> 'new'
                then audit_events.field_name
        end as subject,
        -- What is written because of a merge answers nothing, whoever merged.
        coalesce(
            audit_events.is_rule
            or audit_events.is_merge
            or audit_events.author_id is null
            or audit_events.author_id like '-%',
            false
        ) as is_automated
    from audit_events
    left join privacy
        on audit_events.event_id = privacy.comment_id and privacy.newest = 1
),

final as (
    select
        'zendesk' as source_system,
        events.event_id,
        events.ticket_id,
        {{ utc_text('events.occurred_at') }} as occurred_at,
        case
            when events.subject = 'status' then 'status_change'
            when events.subject = 'assignee_id' then 'assignment'
            when events.subject = 'group_id' then 'team_change'
            when events.subject = 'priority' then 'priority_change'
            when {{ safe_boolean('events.is_public_now') }} then 'public_message'
            else 'internal_note'
        end as event_type,
        events.event_number as sequence,
        -- Triggers and automations may write in the name of whoever set them off.
        case
            when events.is_automated then 'system'
            when staff.agent_id is not null then 'agent'
            when users.id is not null then 'customer'
        end as actor_type,
        case when events.author_id not like '-%' then events.author_id end as actor_id,
        events.is_public_now as is_public,
        events.is_automated,
        events.old_value,
        events.new_value
    from events
    left join staff
        on events.author_id = staff.agent_id
    left join users
        on events.author_id = users.id
    where events.subject in ('comment', 'status', 'assignee_id', 'group_id', 'priority')
)

select * from final
