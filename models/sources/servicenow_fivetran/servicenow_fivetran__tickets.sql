{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

-- Changes, problems and requests are tasks, too.
with incidents as (
    select
        tasks.*,
        incidents.caller_id_value,
        incidents.category,
        incidents.hold_reason,
        case when {{ safe_integer('tasks.state') }} >= 6 then nullif(incidents.resolved_at, '') end
            as resolved_at,
        incidents.reopen_count
    from {{ source_rows('servicenow_fivetran', 'task') }} as tasks
    inner join {{ source_rows('servicenow_fivetran', 'incident') }} as incidents
        on tasks.sys_id = incidents.sys_id
),

-- Tickets without a service level follow the schedule that most service levels name.
default_schedule as (
    select max(schedule_id) as schedule_id
    from {{ ref('servicenow_fivetran__spans') }}
    where is_default
),

final as (
    select
        'servicenow' as source_system,
        incidents.sys_id as ticket_id,
        -- The record may be made later than the caller called.
        {{ utc_text('incidents.opened_at') }} as created_at,
        case
            when incidents.state = '3' and incidents.hold_reason = '1' then 'awaiting caller'
            else coalesce(states.word, incidents.state)
        end as status,
        nullif(incidents.contact_type, '') as channel,
        -- What the desk writes down of a call or a visit is the caller's.
        case
            when
                openers.kind = 'agent'
                and incidents.opened_by_value <> incidents.caller_id_value
                and coalesce(incidents.contact_type, '')
                not in ('phone', 'walk-in', 'chat', 'virtual_agent')
                then 'agent'
            else 'customer'
        end as created_by_type,
        nullif(incidents.caller_id_value, '') as customer_id,
        nullif(incidents.company_value, '') as organisation_id,
        incidents.short_description as subject,
        coalesce(priorities.word, nullif(incidents.priority, '')) as priority,
        nullif(incidents.category, '') as topic_id,
        nullif(incidents.assignment_group_value, '') as team_id,
        nullif(incidents.assigned_to_value, '') as assignee_id,
        incidents._fivetran_deleted as is_deleted,
        coalesce(
            responses.schedule_id, resolutions.schedule_id, default_schedule.schedule_id
        ) as schedule_id,
        responses.definition_id as sla_policy_id,
        -- For incidents whose changes were not audited.
        {{ utc_text('incidents.resolved_at') }} as solved_at,
        {{ utc_text("nullif(incidents.closed_at, '')") }} as closed_at,
        incidents.reopen_count,
        {{ utc_text("nullif(resolutions.planned_end_time, '')") }} as resolution_due_at,
        not {{ safe_boolean('resolutions.has_breached') }} as reported_sla_met,
        incidents.reopen_count as reported_reopens,
        {{ utc_text('incidents.sys_updated_on') }} as updated_at,
        {{ utc_text('incidents._fivetran_synced') }} as loaded_at
    from incidents
    cross join default_schedule
    left join {{ ref('servicenow_fivetran__people') }} as openers
        on incidents.opened_by_value = openers.person_id
    left join {{ ref('servicenow_fivetran__words') }} as states
        on incidents.state = states.value and states.fieldname = 'state'
    left join {{ ref('servicenow_fivetran__words') }} as priorities
        on incidents.priority = priorities.value and priorities.fieldname = 'priority'
    left join {{ ref('servicenow_fivetran__service_levels') }} as responses
        on incidents.sys_id = responses.task_value and responses.target = 'response'
    left join {{ ref('servicenow_fivetran__service_levels') }} as resolutions
        on incidents.sys_id = resolutions.task_value and resolutions.target = 'resolution'
)

select * from final
