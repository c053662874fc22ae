{{ config(materialized='ephemeral') }}
-- Whoever reviews the own work, and what a machine did, is left out; so are tests, spam and
-- deleted tickets.
with scores as (
    select * from {{ ref('stg_workforce__quality_reviews') }}
),

final as (
    select
        scores.review_id,
        scores.category,
        scores.ticket_id,
        scores.call_id,
        scores.agent_id,
        scores.reviewed_at,
        scores.score_share,
        scores.weight,
        scores.is_critical_error
    from scores
    cross join {{ ref('int_as_of') }} as as_of
    left join {{ ref('int_agents_current') }} as agents
        on scores.agent_id = agents.agent_id
    left join {{ ref('int_tickets_scoped') }} as tickets
        on scores.ticket_id = tickets.ticket_id
    left join {{ ref('int_calls_scoped') }} as calls
        on scores.call_id = calls.call_id
    left join {{ ref('int_calls_delivered') }} as delivered_calls
        on scores.call_id = delivered_calls.call_id
    where
        -- A critical error fails the review, also in a category without points or off its scale.
        (scores.score_share is not null or scores.is_critical_error)
        and (scores.ticket_id is not null or scores.call_id is not null)
        and scores.reviewed_at <= as_of.as_of
        and not coalesce(scores.reviewer_id = scores.agent_id, false)
        and not coalesce(agents.is_bot, false)
        and not coalesce(agents.is_test, false)
        and not coalesce(tickets.is_spam or tickets.is_deleted or tickets.is_test_data, false)
        -- A delivered call that does not count is a test.
        and (calls.call_id is not null or delivered_calls.call_id is null)
)

select * from final
