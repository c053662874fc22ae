{{ config(materialized='ephemeral') }}
{%- set horizon_seconds = variable_seconds('resolution_rate_days') -%}

with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

status_spans as (
    select * from {{ ref('int_ticket_status_spans') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

with_horizon as (
    select
        tickets.ticket_id,
        {{ add_seconds('tickets.created_at', horizon_seconds) }} as resolution_horizon_at
    from tickets
),

-- What was true of a ticket at a fixed age, so that old and new periods are judged alike.
final as (
    select
        with_horizon.ticket_id,
        max(case when status_spans.is_solved then 1 else 0 end) = 1 as is_resolved_at_horizon,
        min(with_horizon.resolution_horizon_at) <= min(as_of.as_of) as is_resolution_mature
    from with_horizon
    cross join as_of
    left join status_spans
        on
            with_horizon.ticket_id = status_spans.ticket_id
            and with_horizon.resolution_horizon_at >= status_spans.started_at
            -- Without `or`, which makes the engine compare every ticket with every span.
            and with_horizon.resolution_horizon_at
            < coalesce(status_spans.ended_at, timestamp '9999-12-31 00:00:00')
    group by with_horizon.ticket_id
)

select * from final
