-- What: a ticket's times, waits and counts are those that its spans, targets and replies give.
-- Why it matters: two facts that measure the same thing differently cannot both be believed.
-- How to fix: broken_rule names the pair; look at the rows of the ticket in both.
with journeys as (
    select * from {{ ref('fct_ticket_journeys') }}
),

tickets as (
    select * from {{ ref('fct_tickets') }}
),

-- Nothing is waited for after the solve, whose own clock may have run backwards.
spans_until_solve as (
    select
        spans.ticket_id,
        spans.is_open,
        case
            when spans.ended_at > tickets.solved_at
                then {{ seconds_between('spans.started_at', 'tickets.solved_at') }}
            else spans.span_seconds
        end as span_seconds
    from {{ ref('fct_ticket_status_spans') }} as spans
    inner join tickets
        on spans.ticket_id = tickets.ticket_id
    where tickets.solved_at is null or tickets.solved_at > spans.started_at
),

spans as (
    select
        ticket_id,
        sum(case when is_open then span_seconds else 0 end) as open_seconds,
        -- Open, solved, or deleted for a while.
        sum(span_seconds) as all_seconds
    from spans_until_solve
    group by ticket_id
),

replies as (
    select
        ticket_id,
        count(*) as reply_count
    from {{ ref('fct_replies') }}
    group by ticket_id
),

compared as (
    select
        journeys.ticket_id,
        case
            when
                abs(
                    journeys.requester_wait_seconds + journeys.agent_wait_seconds
                    - spans.open_seconds
                ) > 0.00001
                then 'waits differ from the spans of the statuses'
            when abs(journeys.time_to_solve_seconds - spans.all_seconds) > 0.00001
                then 'time to solve differs from the spans of the statuses'
            when
                abs(journeys.time_to_solve_seconds - tickets.resolution_seconds) > 0.00001
                or abs(
                    journeys.time_to_solve_business_seconds - tickets.resolution_business_seconds
                ) > 0.00001
                or abs(journeys.time_to_first_solve_seconds - tickets.first_resolution_seconds)
                > 0.00001
                then 'time to solve differs from the resolution time'
            when replies.reply_count > journeys.agent_message_count
                then 'more replies than messages of agents'
            when
                journeys.message_count
                != journeys.public_message_count + journeys.internal_message_count
                then 'messages are neither public nor internal'
            when journeys.is_still_running and tickets.is_solved
                then 'a solved ticket still runs'
        end as broken_rule
    from journeys
    inner join tickets
        on journeys.ticket_id = tickets.ticket_id
    left join spans
        on journeys.ticket_id = spans.ticket_id
    left join replies
        on journeys.ticket_id = replies.ticket_id
    where tickets.is_in_scope
)

select * from compared
where broken_rule is not null
