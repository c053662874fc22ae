{%- set hours = 'cast(3600 as ' ~ type_double() ~ ')' -%}

with contacts as (
    select
        agent_id,
        served_date as activity_date,
        count(*) as handled_contacts
    from {{ ref('int_agent_contacts') }}
    group by agent_id, served_date
),

assignments as (
    select
        agent_id,
        assigned_date as activity_date,
        count(*) as assigned_tickets
    from {{ ref('int_agent_assignments') }}
    group by agent_id, assigned_date
),

shifts as (
    select
        agent_id,
        date_day as activity_date,
        {%- for span_kind in ['scheduled', 'paid', 'on_contact', 'ready', 'any'] %}
        sum(case when span_kind = '{{ span_kind }}' then part_seconds end) / {{ hours }}
            as {{ span_kind }}_hours,
        {%- endfor %}
        -- Whoever never delivers a status is not idle all day.
        max(sum(case when span_kind = 'ready' then part_seconds end))
            over (partition by agent_id) > 0 as is_status_delivered
    from {{ ref('int_agent_shift_days') }}
    group by agent_id, date_day
),

agent_days as (
    {%- for activity in ['contacts', 'assignments', 'shifts'] %}
    {{ 'union' if not loop.first }}
    select
        agent_id,
        activity_date
    from {{ activity }}
    {%- endfor %}
),

versions as (
    select
        agent_id,
        team_id,
        {{ report_date('valid_from') }} as valid_from_date,
        {{ report_date('valid_to') }} as valid_to_date
    from {{ ref('int_agent_versions') }}
),

joined as (
    select
        agent_days.agent_id,
        -- Where the agent belonged on that day.
        versions.team_id,
        agent_days.activity_date,
        cast(coalesce(contacts.handled_contacts, 0) as integer) as handled_contacts,
        cast(coalesce(assignments.assigned_tickets, 0) as integer) as assigned_tickets,
        coalesce(shifts.scheduled_hours, shifts.paid_hours, shifts.any_hours) as shift_hours,
        coalesce(shifts.paid_hours, shifts.scheduled_hours, shifts.any_hours) as paid_hours,
        shifts.ready_hours,
        case when shifts.ready_hours > 0 then coalesce(shifts.on_contact_hours, 0) end
            as on_contact_hours,
        shifts.is_status_delivered
    from agent_days
    left join versions
        on
            agent_days.agent_id = versions.agent_id
            and coalesce(agent_days.activity_date >= versions.valid_from_date, true)
            and coalesce(agent_days.activity_date < versions.valid_to_date, true)
    left join contacts
        on
            agent_days.agent_id = contacts.agent_id
            and agent_days.activity_date = contacts.activity_date
    left join assignments
        on
            agent_days.agent_id = assignments.agent_id
            and agent_days.activity_date = assignments.activity_date
    left join shifts
        on
            agent_days.agent_id = shifts.agent_id
            and agent_days.activity_date = shifts.activity_date
),

final as (
    select
        agent_id || '|' || cast(activity_date as {{ type_text() }}) as agent_day_id,
        agent_id,
        team_id,
        activity_date,
        handled_contacts,
        assigned_tickets,
        shift_hours,
        paid_hours,
        on_contact_hours,
        ready_hours,
        case when is_status_delivered and paid_hours > 0 then coalesce(ready_hours, 0) end
            as utilised_hours,
        case when is_status_delivered and paid_hours > 0 then paid_hours end as utilisable_hours,
        case
            when shift_hours > 0
                then shift_hours / cast({{ var('workday_hours') }} as {{ type_double() }})
            when handled_contacts > 0 then 1
            else 0
        end as worked_days
    from joined
)

select * from final
