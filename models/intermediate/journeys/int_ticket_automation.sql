with tickets as (
    select * from {{ ref('int_tickets') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

events as (
    select
        events.ticket_id,
        events.event_type,
        coalesce(events.actor_type = 'bot' or agents.is_bot, false) as is_by_bot,
        coalesce(
            events.actor_type in ('bot', 'system') or agents.is_bot or events.is_automated, false
        )
        and (
            events.event_type != 'status_change'
            or {{ is_solved_status('events.new_status_group') }}
        ) as is_by_automation,
        coalesce(events.is_public, true) as is_seen_by_customer
    from {{ ref('int_ticket_events') }} as events
    inner join tickets
        on events.ticket_id = tickets.ticket_id
    cross join as_of
    left join agents
        on events.actor_id = agents.agent_id
    where
        events.event_type != 'created'
        -- What happens after the solve, such as the automatic closing, solved nothing.
        and events.occurred_at <= coalesce(tickets.solved_at, as_of.as_of)
),

acted as (
    select
        ticket_id,
        max(
            case
                when event_type = 'public_message' and is_by_bot and is_seen_by_customer then 1
                else 0
            end
        ) as has_bot_answer,
        max(case when event_type = 'bot_handoff' or is_by_bot then 1 else 0 end) as is_bot_involved,
        max(case when is_by_automation then 1 else 0 end) as is_touched_by_automation
    from events
    group by ticket_id
),

solves as (
    select
        status_spans.ticket_id,
        max(
            case
                when coalesce(status_spans.actor_type = 'bot' or agents.is_bot, false) then 0
                when status_spans.actor_type = 'system' then 0
                else 1
            end
        ) as has_person_solve,
        max(
            case
                when coalesce(status_spans.actor_type = 'bot' or agents.is_bot, false) then 1
                else 0
            end
        ) as has_bot_solve
    from {{ ref('int_ticket_status_spans') }} as status_spans
    left join agents
        on status_spans.actor_id = agents.agent_id
    where status_spans.is_solve
    group by status_spans.ticket_id
),

final as (
    select
        tickets.ticket_id,
        coalesce(acted.is_bot_involved, 0) = 1 or coalesce(solves.has_bot_solve, 0) = 1
            as is_bot_involved,
        coalesce(acted.is_touched_by_automation, 0) = 1 or coalesce(solves.has_bot_solve, 0) = 1
            as is_touched_by_automation,
        tickets.is_solved
        and coalesce(tickets.agent_reply_count, 0) = 0
        and coalesce(solves.has_person_solve, 0) = 0
        -- Closed for inactivity without any answer of a bot is unresolved, not automated.
        and (coalesce(acted.has_bot_answer, 0) = 1 or coalesce(solves.has_bot_solve, 0) = 1)
            as is_solved_without_people
    from tickets
    left join acted
        on tickets.ticket_id = acted.ticket_id
    left join solves
        on tickets.ticket_id = solves.ticket_id
)

select * from final
