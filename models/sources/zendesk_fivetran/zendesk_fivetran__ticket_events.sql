{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

with staff as (
    select agent_id from {{ ref('zendesk_fivetran__agents') }}
),

users as (
    select id from {{ source_rows('zendesk_fivetran', 'user') }} as users
),

-- A field's first row is its value at creation; a change starts from the row before.
history as (
    select
        *,
        lag(value) over (partition by ticket_id, field_name order by updated, value) as old_value,
        row_number() over (partition by ticket_id, field_name order by updated, value) as position
    from {{ source_rows('zendesk_fivetran', 'ticket_field_history') }} as history
    where field_name in ('status', 'assignee_id', 'group_id', 'priority')
),

changes as (
    select
        ticket_id || '-' || field_name || '-' || updated as event_id,
        ticket_id,
        updated as occurred_at,
        case field_name
            when 'status' then 'status_change'
            when 'assignee_id' then 'assignment'
            when 'group_id' then 'team_change'
            else 'priority_change'
        end as event_type,
        user_id as actor_id,
        cast(null as {{ type_text() }}) as is_public,
        old_value,
        value as new_value,
        cast(null as {{ type_text() }}) as told_by,
        _fivetran_synced
    from history
    -- Every ticket starts as new and unassigned; what it was created with otherwise is told.
    where
        old_value is distinct from value
        and not (position = 1 and field_name = 'status' and value = 'new')
),

events as (
    select * from changes
    union all
    select
        event_id,
        ticket_id,
        occurred_at,
        event_type,
        actor_id,
        is_public,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        told_by,
        _fivetran_synced
    from {{ ref('zendesk_fivetran__messages') }}
),

final as (
    select
        'zendesk' as source_system,
        events.event_id,
        events.ticket_id,
        {{ utc_text('events.occurred_at') }} as occurred_at,
        events.event_type,
        -- Triggers and automations write under a user that is no person.
        case
            when events.told_by is not null then nullif(events.told_by, 'unknown')
            when events.actor_id is null or events.actor_id like '-%' then 'system'
            when staff.agent_id is not null then 'agent'
            when users.id is not null then 'customer'
        end as actor_type,
        case when events.actor_id not like '-%' then events.actor_id end as actor_id,
        events.is_public,
        coalesce(
            events.told_by in ('bot', 'system'),
            events.actor_id is null or events.actor_id like '-%'
        ) as is_automated,
        events.old_value,
        events.new_value,
        {{ utc_text('events._fivetran_synced') }} as loaded_at
    from events
    left join staff
        on events.actor_id = staff.agent_id
    left join users
        on events.actor_id = users.id
)

select * from final
