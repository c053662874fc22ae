{{ config(materialized='ephemeral') }}
with tickets as (
    select * from {{ ref('int_tickets') }}
    where is_handled and solved_by_agent_id is not null
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

scoped as (
    select
        ticket_id,
        knowledge_added
    from {{ ref('int_tickets_scoped') }}
),

history as (
    select covered_from from {{ ref('int_source_coverage') }} where raw_table = 'tickets'
),

articles as (
    select distinct source_ticket_id as ticket_id
    from {{ ref('stg_knowledge__kb_articles') }}
    where source_ticket_id is not null
),

by_people as (
    select
        tickets.ticket_id,
        tickets.solved_at,
        tickets.topic_id,
        row_number() over (
            partition by tickets.solved_by_agent_id, tickets.topic_id
            order by tickets.solved_at, tickets.ticket_id
        ) as topic_ticket_number
    from tickets
    left join agents
        on tickets.solved_by_agent_id = agents.agent_id
    where not coalesce(agents.is_bot, false)
),

taught as (
    select
        by_people.ticket_id,
        scoped.knowledge_added is not null as has_knowledge_flag,
        coalesce(scoped.knowledge_added, false) as is_knowledge_added,
        articles.ticket_id is not null as has_article_from_ticket,
        by_people.topic_id is not null and by_people.topic_ticket_number = 1 as is_novel_topic,
        -- At the beginning of the data every topic looks new.
        by_people.solved_at >= {{ add_seconds(
            'history.covered_from', variable_seconds('learning_history_days')
        ) }} as is_novelty_known
    from by_people
    cross join history
    inner join scoped
        on by_people.ticket_id = scoped.ticket_id
    left join articles
        on by_people.ticket_id = articles.ticket_id
),

final as (
    select
        *,
        coalesce(is_knowledge_added or has_article_from_ticket or is_novel_topic, false)
            as adds_knowledge
    from taught
)

select * from final
