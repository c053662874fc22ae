with survey_answers as (
    select * from {{ ref('base_surveys__survey_answers') }}
),

final as (
    select
        ---------- ids
        survey_answers.survey_id,
        survey_answers.item_id,

        ---------- categories
        lower(survey_answers.dimension) as dimension,

        ---------- numerics
        survey_answers.expectation,
        survey_answers.perception,
        survey_answers.dimension_weight,

        ---------- delivery
        survey_answers.source_system,
        survey_answers.updated_at,
        survey_answers.loaded_at,
        survey_answers.is_stale
    from survey_answers
    where survey_answers.version_rank = 1
)

select * from final
