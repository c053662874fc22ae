{{ config(materialized='ephemeral') }}
-- Who waited for whom, in calendar and in business seconds: until the last solve, or until now.
{%- set waits = {
    'requester_wait': "status_group != 'pending'",
    'agent_wait': "status_group = 'pending'",
    'on_hold': "status_group = 'on_hold'",
    'agent_work': "status_group in ('new', 'open', 'other')",
} %}
with tickets as (
    select
        tickets.ticket_id,
        tickets.business_schedule_id,
        resolutions.solved_at
    from {{ ref('int_tickets_scoped') }} as tickets
    inner join {{ ref('int_ticket_resolutions') }} as resolutions
        on tickets.ticket_id = resolutions.ticket_id
    -- Without status events nobody knows who waited for whom, nor where a change was not delivered.
    where
        resolutions.has_status_events
        and not resolutions.has_gap
        and (resolutions.solved_at is not null or resolutions.is_open)
),

spans as (
    select
        tickets.ticket_id,
        tickets.business_schedule_id,
        spans.status_group,
        spans.started_at,
        -- A status that a clock which ran backwards lets outlast the solve counts until the solve.
        least(
            coalesce(spans.ended_at, as_of.as_of), coalesce(tickets.solved_at, as_of.as_of)
        ) as ended_at
    from tickets
    cross join {{ ref('int_as_of') }} as as_of
    inner join {{ ref('int_ticket_status_spans') }} as spans
        on
            tickets.ticket_id = spans.ticket_id
            and coalesce(tickets.solved_at, as_of.as_of) >= spans.started_at
    where spans.is_open
),

measured as (
    select
        spans.ticket_id,
        spans.status_group,
        {{ seconds_between('spans.started_at', 'spans.ended_at') }} as span_seconds,
        {{ clock_seconds_between(
            business_clock('start_clock', 'spans.started_at'),
            business_clock('end_clock', 'spans.ended_at')
        ) }} as span_business_seconds
    from spans
    {{ business_clock_join('start_clock', 'spans.business_schedule_id', 'spans.started_at') }}
    {{ business_clock_join('end_clock', 'spans.business_schedule_id', 'spans.ended_at') }}
),

final as (
    select
        ticket_id
        {%- for wait, condition in waits.items() %},
        sum(case when {{ condition }} then span_seconds else 0 end) as {{ wait }}_seconds,
        sum(case when {{ condition }} then span_business_seconds else 0 end)
            as {{ wait }}_business_seconds
        {%- endfor %}
    from measured
    group by ticket_id
)

select * from final
