{%- set kinds = ['scheduled', 'paid', 'on_contact', 'ready', 'any', 'chat', 'chatting'] -%}
{%- set more_than_a_break = 'nullif(all_any_hours, all_present_hours - all_at_work_hours)' -%}
{%- set presences = ['at_work', 'present', 'scheduled_or_at_work', 'scheduled_or_present'] -%}

with activities as (
    select
        agent_id,
        date_day as activity_date,
        span_kind as activity,
        part_seconds as amount
    from {{ ref('int_agent_shift_days') }}
    union all
    select * from {{ ref('int_agent_chats') }}
    {%- for activity, date in {'contact': 'served', 'assignment': 'assigned'}.items() %}
    union all
    select
        agent_id,
        {{ date }}_date as activity_date,
        '{{ activity }}' as activity,
        {{ 'reviews' if activity == 'contact' else 'null' }} as amount
    from {{ ref('int_agent_' ~ activity ~ 's') }}
    {%- endfor %}
),

agent_days as (
    select
        agent_id,
        activity_date,
        cast(count(case when activity = 'contact' then 1 end) as integer) as handled_contacts,
        cast(count(case when activity = 'assignment' then 1 end) as integer) as assigned_tickets,
        cast(coalesce(sum(case when activity = 'contact' then amount end), 0) as integer)
            as reviewed_contacts,
        {%- for kind in kinds + presences %}
        {%- set nothing = '0' if kind in presences else 'null' %}
        coalesce(sum(case when activity = '{{ kind }}' then amount end), {{ nothing }})
        / cast(3600 as {{ type_double() }}) as all_{{ kind }}_hours,
        {%- endfor %}
        -- Whoever never delivers a status is not idle all day.
        max(sum(case when activity = 'ready' then amount end))
            over (partition by agent_id) > 0 as is_status_delivered,
        -- Nor absent before the first status and plan, or after the newest of anybody.
        {%- for kind in ['present', 'scheduled'] %}
        activity_date >= min(min(case when activity = '{{ kind }}' then activity_date end))
            over (partition by agent_id)
        and activity_date <= max(max(case when activity = '{{ kind }}' then activity_date end))
            over () {{ 'and' if not loop.last else 'as is_plan_followed' }}
        {%- endfor %}
    from activities
    group by agent_id, activity_date
),

joined as (
    select
        agent_days.*,
        versions.team_id,
        coalesce(all_scheduled_hours, all_paid_hours, all_any_hours) as shift_hours,
        coalesce(all_paid_hours, all_scheduled_hours, {{ more_than_a_break }}) as paid_hours,
        is_plan_followed and all_scheduled_hours > 0 as is_scheduled
    from agent_days
    left join {{ ref('int_agent_versions') }} as versions
        on
            agent_days.agent_id = versions.agent_id
            and {{ is_day_within_span('activity_date', 'versions') | indent(12) }}
),

final as (
    select
        agent_id || '|' || cast(activity_date as {{ type_text() }}) as agent_day_id,
        agent_id,
        team_id,
        activity_date,
        handled_contacts,
        reviewed_contacts,
        assigned_tickets,
        shift_hours,
        paid_hours,
        case when all_ready_hours > 0 then coalesce(all_on_contact_hours, 0) end
            as on_contact_hours,
        all_ready_hours as ready_hours,
    {%- for kind, part in {'utilised': 'coalesce(all_ready_hours, 0)', 'utilisable': 'paid_hours',
        'away': 'all_present_hours - coalesce(all_ready_hours, 0)'}.items() %}
        case when is_status_delivered and paid_hours > 0 then {{ part }} end as {{ kind }}_hours,
    {%- endfor %}
        case when is_scheduled then all_scheduled_hours end as scheduled_hours,
        case when is_plan_followed then all_present_hours end as present_hours,
        -- What two kinds have in common is their sum without the kind that joins them.
        case when is_scheduled then all_scheduled_hours + all_at_work_hours end
        - all_scheduled_or_at_work_hours as adherent_hours,
        case when is_scheduled then all_scheduled_or_present_hours - all_present_hours end
            as missed_hours,
        all_chat_hours as chat_hours,
        all_chatting_hours as chatting_hours,
        coalesce(
            nullif(shift_hours, 0) / cast({{ var('workday_hours') }} as {{ type_double() }}),
            case when handled_contacts > 0 then 1 else 0 end
        ) as worked_days
    from joined
)

select * from final
