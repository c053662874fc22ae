-- How long a ticket has waited for its solve and its first reply, and whether they came.
with tickets as (
    select * from {{ ref('int_tickets') }}
    where
        is_in_scope
        and is_inbound
        and status_group != 'closed_without_solve'
        and not (is_solved and solved_at is null)
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

final as (
    select
        tickets.ticket_id,
        tickets.channel,
        tickets.created_date,
        tickets.solved_at is not null as is_resolved,
        case
            when tickets.solved_at is not null then tickets.resolution_seconds
            else {{ seconds_between('tickets.created_at', 'as_of.as_of') }}
        end as resolution_wait_seconds,
        tickets.first_response_seconds is not null as is_responded,
        case
            when tickets.is_phone_originated or tickets.has_reply_before_creation then null
            when tickets.first_reply_at is not null then tickets.first_response_seconds
            -- Solved without a reply, or answered by nobody knows whom: when it would have come, or
            -- whether it came, is unknown from then.
            else
                {{ seconds_between(
                    'tickets.asked_at',
                    'least(coalesce(tickets.first_solved_at, tickets.solved_at), '
                    ~ 'tickets.author_unknown_at, as_of.as_of)'
                ) }}
        end as response_wait_seconds
    from tickets
    cross join as_of
)

select * from final
