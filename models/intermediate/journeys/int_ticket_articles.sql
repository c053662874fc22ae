{{ config(materialized='ephemeral') }}
-- Tickets with an article to them: linked while they were open, or written from them later.
with linked as (
    select events.ticket_id
    from {{ ref('int_ticket_events') }} as events
    cross join {{ ref('int_as_of') }} as as_of
    where
        (events.event_type = 'knowledge_link' or events.article_id is not null)
        and events.occurred_at <= as_of.as_of
),

written as (
    select source_ticket_id as ticket_id
    from {{ ref('stg_knowledge__kb_articles') }}
    where source_ticket_id is not null
),

final as (
    select ticket_id from linked
    union
    select ticket_id from written
)

select * from final
