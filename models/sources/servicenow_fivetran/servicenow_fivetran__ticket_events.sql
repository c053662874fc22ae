{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

with people as (
    select * from {{ ref('servicenow_fivetran__people') }}
),

-- What the caller says first stands on the incident; the journal follows.
openings as (
    select
        'opening-' || tasks.sys_id as event_id,
        tasks.sys_id as ticket_id,
        tasks.opened_at as occurred_at,
        'public_message' as event_type,
        people.user_name,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        cast(null as {{ type_integer() }}) as sequence,
        tasks._fivetran_synced
    from {{ source_rows('servicenow_fivetran', 'task') }} as tasks
    inner join {{ source_rows('servicenow_fivetran', 'incident') }} as incidents
        on tasks.sys_id = incidents.sys_id
    left join people
        on coalesce(nullif(tasks.opened_by_value, ''), incidents.caller_id_value) = people.person_id
),

entries as (
    select
        'journal-' || sys_id as event_id,
        element_id as ticket_id,
        sys_created_on as occurred_at,
        case element when 'comments' then 'public_message' else 'internal_note' end as event_type,
        sys_created_by as user_name,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        cast(null as {{ type_integer() }}) as sequence,
        _fivetran_synced
    from {{ source_rows('servicenow_fivetran', 'sys_journal_field') }} as entries
    where element in ('comments', 'work_notes')
),

changes as (
    select
        'audit-' || sys_id as event_id,
        documentkey as ticket_id,
        sys_created_on as occurred_at,
        case fieldname
            when 'state' then 'status_change'
            when 'assigned_to' then 'assignment'
            when 'assignment_group' then 'team_change'
            else 'priority_change'
        end as event_type,
        user_name,
        old_value,
        new_value,
        sequence,
        _fivetran_synced
    from {{ ref('servicenow_fivetran__changes') }}
),

events as (
    select * from openings
    union all
    select * from entries
    union all
    select * from changes
),

final as (
    select
        'servicenow' as source_system,
        events.event_id,
        events.ticket_id,
        {{ utc_text('events.occurred_at') }} as occurred_at,
        events.event_type,
        case when events.user_name = 'system' then 'system' else people.kind end as actor_type,
        case
            when coalesce(people.kind, '') <> 'system' and events.user_name <> 'system'
                then coalesce(people.person_id, events.user_name)
        end as actor_id,
        events.user_name = 'system' or coalesce(people.kind = 'system', false) as is_automated,
        events.old_value,
        events.new_value,
        events.sequence,
        {{ utc_text('events._fivetran_synced') }} as loaded_at
    from events
    inner join {{ ref('servicenow_fivetran__tickets') }} as tickets
        on events.ticket_id = tickets.ticket_id
    left join people
        on events.user_name = people.user_name
)

select * from final
