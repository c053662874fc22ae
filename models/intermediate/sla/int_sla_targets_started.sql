{{ config(materialized=part_materialization()) }}
-- What is owed since when: a first answer, a further one, the next news, a solve, a team's turn.
with tickets as (
    select * from {{ ref('int_tickets_scoped') }} where not is_spam and not is_test_data
),

first_replies as (
    select
        'first_customer_message' as starts_with,
        'agent_message' as ends_with,
        tickets.ticket_id,
        1 as target_number,
        first_responses.response_clock_started_at as started_at,
        first_responses.first_reply_at as fulfilled_at,
        case
            when first_responses.first_reply_at is null
                then least(resolutions.first_told_solve_at, first_responses.author_unknown_at)
        end as withdrawn_at,
        first_responses.first_reply_agent_id as fulfilled_by_agent_id
    from tickets
    inner join {{ ref('int_ticket_first_responses') }} as first_responses
        on tickets.ticket_id = first_responses.ticket_id
    left join {{ ref('int_ticket_resolutions') }} as resolutions
        on tickets.ticket_id = resolutions.ticket_id
    where
        tickets.is_inbound
        and not tickets.is_phone_originated
        and not first_responses.has_reply_before_creation
        and first_responses.response_clock_started_at is not null
),

next_replies as (
    select
        'customer_message' as starts_with,
        'agent_message' as ends_with,
        waits.ticket_id,
        waits.wait_number as target_number,
        waits.waiting_since as started_at,
        waits.replied_at as fulfilled_at,
        coalesce(waits.closed_unanswered_at, waits.author_unknown_at) as withdrawn_at,
        waits.agent_id as fulfilled_by_agent_id
    from {{ ref('int_ticket_waits') }} as waits
    inner join tickets
        on waits.ticket_id = tickets.ticket_id
    inner join {{ ref('int_ticket_first_responses') }} as first_responses
        on waits.ticket_id = first_responses.ticket_id
    where
        not waits.is_from_creation
        and (tickets.is_phone_originated or waits.waiting_since >= first_responses.first_reply_at)
),

started as (
    select * from first_replies
    union all
    select * from next_replies
    union all
    select * from {{ ref('int_sla_updates') }}
    union all
    select * from {{ ref('int_sla_solve_waits') }}
),

final as (
    select
        started.ticket_id,
        metrics.metric,
        cast(started.target_number as integer) as target_number,
        started.started_at,
        case
            when started.ends_with in ('solve', 'team_change')
                then least(started.fulfilled_at, resolutions.solved_at)
            else started.fulfilled_at
        end as fulfilled_at,
        started.withdrawn_at,
        started.fulfilled_by_agent_id
    from started
    inner join tickets
        on started.ticket_id = tickets.ticket_id
    inner join {{ ref('sla_metrics') }} as metrics
        on
            started.starts_with = metrics.starts_with
            and started.ends_with = metrics.ends_with
    left join {{ ref('int_ticket_resolutions') }} as resolutions
        on started.ticket_id = resolutions.ticket_id
    where
        case
            -- Solved at no known time, or before the ticket came: how long it took is unknown.
            when started.ends_with in ('solve', 'team_change')
                then coalesce(
                    started.started_at < resolutions.solved_at
                    or (started.ends_with = 'solve' and started.started_at = resolutions.solved_at),
                    not coalesce(resolutions.is_solved, false)
                )
            -- A thank-you after the solve is not waited for, and news after it are not promised.
            else
                coalesce(started.fulfilled_at, started.withdrawn_at) is not null
                or coalesce(started.started_at < resolutions.solved_at, true)
        end
)

select * from final
