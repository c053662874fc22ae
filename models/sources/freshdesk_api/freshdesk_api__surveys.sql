{{ config(enabled=is_source_enabled('freshdesk_api')) }}

-- Three steps up (101 to 103), one in the middle (100), three down (-101 to -103). Answers lie in
-- an object or in a list; only the first question asks how satisfied the customer is.
with ratings as (
    select *
    from {{ newest_rows(
        'freshdesk_api', 'satisfaction_ratings', 'ticket_id', 'created_at'
    ) }} as ratings
),

listed as (
    select
        id,
        max({{ safe_integer(json_text('item', ['value'])) }}) as rating
    from {{ json_items('ratings', ['id'], 'ratings') }} as items
    where {{ json_text('item', ['question']) }} = 'default_question'
    group by id
),

answers as (
    select
        ratings.*,
        coalesce(
            {{ safe_integer(json_text('ratings.ratings', ['default_question'])) }}, listed.rating
        ) as rating
    from ratings
    left join listed
        on ratings.id = listed.id
),

final as (
    select
        'freshdesk' as source_system,
        'rating-' || ticket_id as survey_id,
        'csat' as survey_type,
        ticket_id,
        user_id as customer_id,
        agent_id,
        {{ utc_text('created_at') }} as responded_at,
        case
            when rating >= 100 then rating - 100
            when rating <= -100 then rating + 100
            else rating
        end as score,
        -3 as scale_min,
        3 as scale_max,
        feedback as comment
    from answers
)

select * from final
