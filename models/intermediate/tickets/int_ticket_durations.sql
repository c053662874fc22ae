{{ config(materialized='ephemeral') }}
with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

first_responses as (
    select * from {{ ref('int_ticket_first_responses') }}
),

resolutions as (
    select * from {{ ref('int_ticket_resolutions') }}
),

instants as (
    select
        tickets.ticket_id,
        tickets.business_schedule_id,
        tickets.created_at,
        tickets.fulfilled_at,
        as_of.as_of,
        resolutions.solved_at,
        resolutions.first_solved_at,
        first_responses.first_touch_at,
        first_responses.response_clock_started_at,
        first_responses.team_clock_started_at,
        first_responses.first_reply_at,
        first_responses.is_first_response_counted,
        tickets.is_in_scope and tickets.is_inbound as is_resolution_counted,
        tickets.is_in_scope
        and tickets.is_inbound
        and not tickets.is_phone_originated
        and not coalesce(first_responses.is_opened_by_desk, false) as is_touch_counted
    from tickets
    cross join {{ ref('int_as_of') }} as as_of
    left join first_responses
        on tickets.ticket_id = first_responses.ticket_id
    left join resolutions
        on tickets.ticket_id = resolutions.ticket_id
),

clocked as (
    select
        instants.*,
        {{ business_clock('created_clock', 'instants.created_at') }} as created_clock_seconds,
        {{ business_clock('response_clock', 'instants.response_clock_started_at') }}
            as response_clock_seconds,
        {{ business_clock('reply_clock', 'instants.first_reply_at') }} as reply_clock_seconds,
        {{ business_clock('solve_clock', 'instants.solved_at') }} as solve_clock_seconds
    from instants
    {{ business_clock_join(
        'created_clock', 'instants.business_schedule_id', 'instants.created_at'
    ) }}
    {{ business_clock_join(
        'response_clock', 'instants.business_schedule_id', 'instants.response_clock_started_at'
    ) }}
    {{ business_clock_join(
        'reply_clock', 'instants.business_schedule_id', 'instants.first_reply_at'
    ) }}
    {{ business_clock_join('solve_clock', 'instants.business_schedule_id', 'instants.solved_at') }}
),

final as (
    select
        ticket_id,
        case
            when is_first_response_counted and first_reply_at > response_clock_started_at
                then {{ seconds_between('response_clock_started_at', 'first_reply_at') }}
        end as first_response_seconds,
        case
            when is_first_response_counted and first_reply_at > response_clock_started_at
                then {{ clock_seconds_between('response_clock_seconds', 'reply_clock_seconds') }}
        end as first_response_business_seconds,
        case
            when is_first_response_counted and first_reply_at >= team_clock_started_at
                then {{ seconds_between('team_clock_started_at', 'first_reply_at') }}
        end as first_response_team_view_seconds,
        case
            when is_touch_counted and first_touch_at > created_at
                then {{ seconds_between('created_at', 'first_touch_at') }}
        end as first_touch_seconds,
        case
            when is_resolution_counted and solved_at >= created_at
                then {{ seconds_between('created_at', 'solved_at') }}
        end as resolution_seconds,
        case
            when is_resolution_counted and solved_at >= created_at
                then {{ clock_seconds_between('created_clock_seconds', 'solve_clock_seconds') }}
        end as resolution_business_seconds,
        case
            when is_resolution_counted and first_solved_at >= created_at
                then {{ seconds_between('created_at', 'first_solved_at') }}
        end as first_resolution_seconds,
        case
            when is_resolution_counted and fulfilled_at >= created_at and fulfilled_at <= as_of
                then {{ seconds_between('created_at', 'fulfilled_at') }}
        end as fulfilment_seconds
    from clocked
)

select * from final
