{{ config(enabled=is_source_enabled('zendesk_api')) }}

-- A rating is offered, then given, and may be given again.
with ratings as (
    select
        *,
        min(created_at) over (partition by ticket_id) as sent_at,
        row_number() over (
            partition by ticket_id
            order by case when score = 'offered' then 1 else 0 end, updated_at desc
        ) as newest
    from {{ source_rows('zendesk_api', 'satisfaction_ratings') }} as ratings
    where score in ('offered', 'good', 'bad')
),

final as (
    select
        'zendesk' as source_system,
        'rating-' || ticket_id as survey_id,
        'csat' as survey_type,
        ticket_id,
        requester_id as customer_id,
        assignee_id as agent_id,
        {{ utc_text('sent_at') }} as sent_at,
        case when score <> 'offered' then {{ utc_text('updated_at') }} end as responded_at,
        case score when 'good' then 1 when 'bad' then 0 end as score,
        0 as scale_min,
        1 as scale_max,
        comment
    from ratings
    where newest = 1
)

select * from final
