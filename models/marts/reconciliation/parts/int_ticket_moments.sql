{{ config(materialized=part_materialization()) }}
-- Moments at which a help desk may have stopped its clock although no person answered: what bots
-- and rules wrote, notes, and messages whose author is unknown.
with tickets as (
    select * from {{ ref('int_tickets') }}
),

events as (
    select * from {{ ref('stg_helpdesk__ticket_events') }}
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

moments as (
    select
        events.ticket_id,
        {{ seconds_between('tickets.created_at', 'events.occurred_at') }} as seconds_after_creation,
        case
            when events.event_type = 'internal_note' then 'internal_note'
            when events.event_type = 'auto_reply' then 'bot_or_automatic_reply'
            when
                events.actor_type in ('bot', 'system') or events.is_automated or agents.is_bot
                then 'bot_or_automatic_reply'
            when events.actor_type is null and agents.agent_id is null then 'deleted_author'
            when events.actor_type = 'agent' or agents.agent_id is not null then 'agent'
        end as kind
    from events
    inner join tickets
        on events.ticket_id = tickets.ticket_id
    left join agents
        on events.actor_id = agents.agent_id
    where
        events.event_type in ('public_message', 'internal_note', 'auto_reply')
        and events.actor_id is distinct from tickets.customer_id
),

final as (
    select
        ticket_id,
        kind,
        seconds_after_creation,
        count(*) over (partition by ticket_id, kind) as moment_count
    from moments
    where kind is not null
)

select * from final
