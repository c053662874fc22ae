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
        events.occurred_at,
        coalesce(events.actor_type = 'bot' or agents.is_bot, false) as is_by_bot,
        events.event_type = 'public_message'
        and (events.actor_type = 'agent' or (events.actor_type is null and not agents.is_bot))
        and not coalesce(agents.is_bot or events.is_automated, false) as is_by_person,
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
        max(case when is_by_automation then 1 else 0 end) as is_touched_by_automation,
        max(case when event_type = 'bot_handoff' then 1 else 0 end) as has_handoff,
        min(case when is_by_bot then occurred_at end) as bot_acted_at,
        max(case when is_by_person and is_seen_by_customer then occurred_at end)
            as person_answered_at
    from events
    group by ticket_id
),

solves as (
    select
        ticket_id,
        max(case when is_by_bot or actor_type = 'system' then 0 else 1 end) as has_person_solve,
        max(case when is_by_bot then 1 else 0 end) as has_bot_solve
    from {{ ref('int_ticket_status_spans') }}
    where is_solve
    group by ticket_id
),

final as (
    select
        tickets.ticket_id,
        coalesce(acted.is_bot_involved, 0) = 1 or coalesce(solves.has_bot_solve, 0) = 1
            as is_bot_involved,
        coalesce(acted.is_touched_by_automation, 0) = 1 or coalesce(solves.has_bot_solve, 0) = 1
            as is_touched_by_automation,
        coalesce(acted.has_handoff = 1 or acted.person_answered_at > acted.bot_acted_at, false)
            as is_handed_over_by_bot,
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
