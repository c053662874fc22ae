-- A review is the weighted mean of its categories; a critical error in one of them fails all of it.
with reviews as (
    select
        review_id,
        max(ticket_id) as ticket_id,
        max(call_id) as call_id,
        max(agent_id) as agent_id,
        max(reviewed_at) as reviewed_at,
        max(case when is_critical_error then 1 else 0 end) = 1 as has_critical_error,
        sum(weight * score_share) / nullif(sum(weight), 0) as mean_score
    from {{ ref('int_quality_scores') }}
    group by review_id
),

final as (
    select
        reviews.review_id,
        reviews.ticket_id,
        reviews.call_id,
        reviews.agent_id,
        reviews.reviewed_at,
        {{ report_date('reviews.reviewed_at') }} as reviewed_date,
        coalesce(
            'ticket|' || coalesce(links.ticket_id, calls.ticket_id, reviews.ticket_id),
            'call|' || coalesce(calls.root_call_id, reviews.call_id)
        ) as contact_id,
        coalesce(tickets.channel, calls.channel) as channel,
        coalesce(versions.team_id, {{ team_at() }}, calls.team_id) as team_id,
        coalesce(tickets.topic_id, calls.topic_id) as topic_id,
        reviews.has_critical_error,
        -- Rounded here, so that sums of reviews lose nothing.
        case
            when reviews.has_critical_error then 0
            else {{ published_number('reviews.mean_score') }}
        end as review_score
    from reviews
    left join {{ ref('int_tickets_scoped') }} as tickets
        on reviews.ticket_id = tickets.ticket_id
    left join {{ ref('int_calls') }} as calls
        on reviews.call_id = calls.call_id
    left join {{ ref('int_call_ticket_links') }} as links
        on calls.root_call_id = links.call_id
    left join {{ ref('int_agent_versions') }} as versions
        on
            reviews.agent_id = versions.agent_id
            and {{ is_within_span('reviews.reviewed_at', 'versions') }}
    {{ team_at_join('reviews.ticket_id', 'reviews.reviewed_at') }}
)

select * from final
