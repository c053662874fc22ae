with events as (
    select * from {{ ref('int_help_center_events_scoped') }}
),

final as (
    select
        event_id,
        visitor_id,
        customer_id,
        article_id,
        topic_id,
        occurred_at,
        occurred_date,
        customer_segment,
        language,
        country,
        event_type = 'page_view' and not is_refresh as is_counted_view,
        case when event_type = 'page_view' and not is_refresh then visitor_id end
            as viewing_visitor_id,
        event_type = 'article_vote' and vote_value is not null as is_vote,
        coalesce(vote_value > 0, false) as is_helpful_vote,
        event_type = 'search' and results_count is not null as is_known_search,
        coalesce(results_count = 0, false) as is_without_results
    from events
)

select * from final
