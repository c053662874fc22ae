{{ config(enabled=is_source_enabled('freshdesk_api')) }}

-- Whoever was deleted is no longer among the agents, and has still answered or had a ticket.
with agents as (
    select * from {{ newest_rows('freshdesk_api', 'agents') }} as agents
),

ids as (
    select id as agent_id
    from agents
    union
    select responder_id as agent_id
    from {{ source_rows('freshdesk_api', 'tickets') }} as tickets
    where responder_id <> ''
    union
    select actor_id as agent_id
    from {{ ref('freshdesk_api__messages') }}
    where actor_type = 'agent' and actor_id <> ''
),

final as (
    select
        'freshdesk' as source_system,
        ids.agent_id,
        {{ json_text('agents.contact', ['name']) }} as display_name
    from ids
    left join agents
        on ids.agent_id = agents.id
)

select * from final
