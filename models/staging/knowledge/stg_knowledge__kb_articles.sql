with kb_articles as (
    select * from {{ ref('base_knowledge__kb_articles') }}
),

final as (
    select
        ---------- ids
        kb_articles.article_id,
        kb_articles.author_agent_id,
        kb_articles.source_ticket_id,
        kb_articles.topic_id,

        ---------- timestamps
        kb_articles.created_at,

        ---------- delivery
        kb_articles.source_system,
        kb_articles.updated_at,
        kb_articles.loaded_at,
        kb_articles.is_stale
    from kb_articles
    where kb_articles.version_rank = 1
)

select * from final
