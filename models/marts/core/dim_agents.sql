with agents as (
    select * from {{ ref('int_agents_current') }}
),

agents_seen as (
    select assignee_id as agent_id from {{ ref('int_tickets_scoped') }}
    union
    select solved_by_agent_id as agent_id from {{ ref('fct_tickets') }}
    union
    select first_assigned_agent_id as agent_id from {{ ref('fct_ticket_journeys') }}
    union
    select agent_id from {{ ref('int_calls_scoped') }}
    union
    select actor_id as agent_id from {{ ref('int_ticket_messages') }}
    where author_role in ('agent', 'bot')
    union
    select agent_id from {{ ref('fct_agent_days') }}
    union
    select agent_id from {{ ref('fct_sla_targets') }}
    union
    select agent_id from {{ ref('fct_survey_responses') }}
    union
    select agent_id from agents
),

final as (
    select
        agents_seen.agent_id,
        agents.team_id,
        agents.team_name,
        agents.tier,
        agents.hired_on,
        agents.left_on,
        coalesce(agents.is_bot, false) as is_bot,
        coalesce(agents.is_test, false) as is_test,
        agents.agent_id is not null as is_known
    from agents_seen
    left join agents
        on agents_seen.agent_id = agents.agent_id
    where agents_seen.agent_id is not null
)

select * from final
