{%- set hours = 'cast(3600 as ' ~ type_double() ~ ')' -%}

with activities as (
    select
        agent_id,
        date_day as activity_date,
        span_kind as activity,
        part_seconds
    from {{ ref('int_agent_shift_days') }}
    {%- for activity, model, date_column in [
        ('contact', 'int_agent_contacts', 'served_date'),
        ('assignment', 'int_agent_assignments', 'assigned_date')
    ] %}
    union all
    select
        agent_id,
        {{ date_column }} as activity_date,
        '{{ activity }}' as activity,
        null as part_seconds
    from {{ ref(model) }}
    {%- endfor %}
),

agent_days as (
    select
        agent_id,
        activity_date,
        cast(count(case when activity = 'contact' then 1 end) as integer) as handled_contacts,
        cast(count(case when activity = 'assignment' then 1 end) as integer) as assigned_tickets,
        {%- for span_kind in ['scheduled', 'paid', 'on_contact', 'ready', 'any'] %}
        sum(case when activity = '{{ span_kind }}' then part_seconds end) / {{ hours }}
            as {{ span_kind }}_hours,
        {%- endfor %}
        -- Whoever never delivers a status is not idle all day.
        max(sum(case when activity = 'ready' then part_seconds end))
            over (partition by agent_id) > 0 as is_status_delivered
    from activities
    group by agent_id, activity_date
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
        agent_days.handled_contacts,
        agent_days.assigned_tickets,
        coalesce(agent_days.scheduled_hours, agent_days.paid_hours, agent_days.any_hours)
            as shift_hours,
        coalesce(agent_days.paid_hours, agent_days.scheduled_hours, agent_days.any_hours)
            as paid_hours,
        agent_days.ready_hours,
        case when agent_days.ready_hours > 0 then coalesce(agent_days.on_contact_hours, 0) end
            as on_contact_hours,
        agent_days.is_status_delivered
    from agent_days
    left join versions
        on
            agent_days.agent_id = versions.agent_id
            and coalesce(agent_days.activity_date >= versions.valid_from_date, true)
            and coalesce(agent_days.activity_date < versions.valid_to_date, true)
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
