{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

-- Ratings that were given in the newer survey. What a rating means depends on the options that its
-- version of the survey offers: two, three or five.
with scales as (
    select
        survey_id,
        survey_version,
        question_id,
        min({{ safe_double('rating') }}) as scale_min,
        max({{ safe_double('rating') }}) as scale_max
    from {{ source_rows('zendesk_fivetran', 'csat_survey_rating_option') }} as options
    group by survey_id, survey_version, question_id
),

final as (
    select
        surveys.ticket_id,
        answers.survey_response_id,
        coalesce(answers.updated_at, answers.created_at) as responded_at,
        answers.rating,
        scales.scale_min,
        scales.scale_max
    from {{ source_rows('zendesk_fivetran', 'csat_survey_answer') }} as answers
    inner join {{ source_rows('zendesk_fivetran', 'ticket_csat_survey') }} as surveys
        on answers.survey_response_id = surveys.survey_response_id
    inner join scales
        on
            surveys.survey_id = scales.survey_id
            and surveys.survey_version = scales.survey_version
            and answers.question_id = scales.question_id
    where answers.type = 'rating_scale' and answers.rating is not null
)

select * from final
