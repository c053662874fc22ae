with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

events as (
    select
        events.*,
        tickets.created_at,
        tickets.customer_id,
        coalesce(agents.is_bot, false) as is_bot_agent,
        coalesce(agents.is_test, false) as is_test_agent,
        agents.agent_id is not null as is_known_agent
    from {{ ref('int_ticket_events') }} as events
    inner join tickets
        on events.ticket_id = tickets.ticket_id
    cross join as_of
    left join agents
        on events.actor_id = agents.agent_id
    where
        events.event_type = 'public_message'
        and coalesce(events.is_public, true)
        and events.occurred_at <= as_of.as_of
        and tickets.is_in_scope
),

final as (
    select
        ticket_id,
        event_id,
        occurred_at,
        event_sequence,
        actor_id,
        case
            when actor_type = 'bot' or is_bot_agent then 'bot'
            when actor_type = 'system' or is_automated then 'automation'
            -- An agent who is the requester speaks as a customer.
            when actor_id = customer_id then 'customer'
            when actor_type = 'customer' then 'customer'
            when actor_type = 'agent' or is_known_agent then 'agent'
            else 'unknown'
        end as author_role,
        occurred_at <= created_at as is_not_after_creation
    from events
    where not is_test_agent
)

select * from final
