with reviews as (
    select
        *,
        coalesce(min_score, 0) as lowest_score
    from {{ ref('base_workforce__quality_reviews') }}
    where version_rank = 1
),

judged as (
    select
        *,
        case
            when ticket_id is null and call_id is null then 'no_contact'
            when max_score <= lowest_score then 'no_scale'
            when score < lowest_score or score > max_score then 'out_of_scale'
        end as score_rejected_reason
    from reviews
),

final as (
    select
        ---------- ids
        review_id,
        ticket_id,
        call_id,
        agent_id,
        reviewer_id,
        row_key,

        ---------- timestamps
        reviewed_at,

        ---------- categories
        coalesce(lower(category), 'overall') as category,
        score_rejected_reason,

        ---------- numerics
        score as raw_score,
        case
            when score_rejected_reason is null
                then (score - lowest_score) / nullif(max_score - lowest_score, 0)
        end as score_share,
        coalesce(weight, 1) as weight,

        ---------- booleans
        coalesce(is_critical_error, false) as is_critical_error,

        ---------- delivery
        raw_file,
        source_system,
        updated_at,
        loaded_at,
        is_stale
    from judged
)

select * from final
