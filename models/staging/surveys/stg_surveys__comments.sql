with surveys as (
    select * from {{ ref('base_surveys__surveys') }}
),

final as (
    select
        ---------- ids
        surveys.survey_id,

        ---------- verbatims
        surveys.comment,

        ---------- delivery
        surveys.source_system,
        surveys.updated_at,
        surveys.loaded_at,
        surveys.is_stale
    from surveys
    where surveys.version_rank = 1 and surveys.comment is not null
)

select * from final
