-- Which topics should become articles? Topics with many tickets that one answer solved, few
-- articles and readers who write nevertheless.
with tickets as (
    select
        topic_id,
        count(*) as ticket_count,
        avg(case when agent_reply_count <= 1 and reopen_count = 0 then 1.0 else 0.0 end)
            as one_answer_share
    from {{ ref('fct_tickets') }}
    where is_counted_in_volume and topic_id is not null
    group by topic_id
),

articles as (
    select
        topic_id,
        count(*) as article_count
    from {{ ref('stg_knowledge__kb_articles') }}
    group by topic_id
),

views as (
    select
        topic_id,
        count(*) as page_views
    from {{ ref('stg_help_center__help_center_events') }}
    where event_type = 'page_view' and not is_staff and not is_bot_agent
    group by topic_id
)

select
    topics.topic_name,
    tickets.ticket_count,
    tickets.one_answer_share,
    coalesce(articles.article_count, 0) as article_count,
    coalesce(views.page_views, 0) as page_views,
    tickets.ticket_count * tickets.one_answer_share / (1 + coalesce(articles.article_count, 0))
        as easy_tickets_per_article
from tickets
inner join {{ ref('dim_topics') }} as topics
    on tickets.topic_id = topics.topic_id
left join articles
    on tickets.topic_id = articles.topic_id
left join views
    on tickets.topic_id = views.topic_id
order by easy_tickets_per_article desc
