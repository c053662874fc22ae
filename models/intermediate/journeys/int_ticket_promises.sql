{{ config(materialized='ephemeral') }}
{%- set unresolved_seconds = variable_seconds('unresolved_after_days') -%}
{%- set complaint_seconds = variable_seconds('complaint_days') -%}
{%- set complaint_quiet_seconds = variable_seconds('complaint_reopen_days') -%}
{%- set reopen_seconds = variable_seconds('reopen_window_days') -%}

with tickets as (
    select
        *,
        {{ add_seconds('created_at', unresolved_seconds) }} as horizon_at,
        {{ add_seconds('created_at', complaint_seconds) }} as complaint_due_at,
        {{ add_seconds('created_at', complaint_seconds + complaint_quiet_seconds) }}
            as complaint_over_at,
        {{ add_seconds('first_solved_at', complaint_quiet_seconds) }} as complaint_quiet_until,
        {{ add_seconds('first_solved_at', reopen_seconds) }} as reopen_window_until
    from {{ ref('int_tickets') }}
),

status_spans as (
    select * from {{ ref('int_ticket_status_spans') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

solved_at_horizon as (
    select distinct tickets.ticket_id
    from tickets
    inner join status_spans
        on
            tickets.ticket_id = status_spans.ticket_id
            and tickets.horizon_at >= status_spans.started_at
            and (
                status_spans.ended_at is null
                or tickets.horizon_at < status_spans.ended_at
            )
    where status_spans.is_solved
),

final as (
    select
        tickets.ticket_id,
        solved_at_horizon.ticket_id is null as is_unresolved_at_horizon,
        tickets.horizon_at <= as_of.as_of as is_horizon_reached,
        coalesce(
            tickets.first_solved_at <= tickets.complaint_due_at, false
        )
        and not coalesce(
            tickets.first_reopened_at <= tickets.complaint_quiet_until,
            false
        ) as is_resolved_for_good,
        tickets.complaint_over_at <= as_of.as_of
        and not {{ is_first_solve_unknown('tickets') }} as is_complaint_mature,
        -- Without status events the ticket may say how often it was reopened, but not when.
        case
            when tickets.has_status_events
                then coalesce(tickets.first_reopened_at <= tickets.reopen_window_until, false)
            else tickets.reopen_count > 0
        end as is_reopened_in_window,
        coalesce(tickets.reopen_window_until <= as_of.as_of, false)
            as is_reopen_window_over,
        tickets.is_counted_in_volume
        and {{ is_word_of('tickets.ticket_type', 'complaint_ticket_types') }} as is_complaint,
        coalesce(
            tickets.first_response_seconds <= {{ var('first_response_target_seconds') }}, false
        ) as is_first_response_within_target,
        coalesce(tickets.agent_reply_count, 0) = 1 and coalesce(tickets.reopen_count, 0) = 0
            as is_one_touch
    from tickets
    cross join as_of
    left join solved_at_horizon
        on tickets.ticket_id = solved_at_horizon.ticket_id
)

select * from final
