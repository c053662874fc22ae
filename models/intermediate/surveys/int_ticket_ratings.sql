{{ config(materialized='ephemeral') }}
-- The first and the newest answer about a ticket, each on its own scale.
with answers as (
    select
        ticket_id,
        score,
        row_number() over (partition by ticket_id order by answered_at, survey_id) as place,
        row_number() over (partition by ticket_id order by answered_at desc, survey_id desc)
            as place_from_end
    from {{ ref('int_survey_responses_scoped') }}
    where
        survey_type = 'csat'
        and ticket_id is not null
        and score is not null
        and answered_at is not null
),

final as (
    select
        ticket_id,
        max(case when place = 1 then score end) as first_rating,
        max(case when place_from_end = 1 then score end) as last_rating
    from answers
    group by ticket_id
)

select * from final
