{{ config(materialized='table') }}
-- A number is an answer on the scale of its survey; a word is one on the scale of its seed row.
with scored as (
    select
        surveys.*,
        {%- for name in ['score', 'scale_min', 'scale_max'] %}
        case
            when surveys.survey_type = 'csat'
                then coalesce(score_words_of_system.{{ name }}, score_words.{{ name }})
        end as word_{{ name }},
        {%- endfor %}
        {{ safe_double('surveys.score') }} as number_score
    from {{ ref('base_surveys__surveys') }} as surveys
    {{ join_mapping('score_words', 'surveys.score') }}
    where surveys.version_rank = 1
),

scaled as (
    select
        scored.*,
        coalesce(scored.word_score, scored.number_score) as used_score,
        coalesce(scored.word_scale_min, scales.scale_min) as used_scale_min,
        coalesce(scored.word_scale_max, scales.scale_max) as used_scale_max,
        case when scored.word_score is null then scales.satisfied_from end as satisfied_from,
        coalesce(scored.word_score is null and scales.is_scale_reversed, false)
            as is_scale_reversed
    from scored
    left join {{ ref('stg_surveys__scales') }} as scales
        on {{ has_survey_scale('scored', 'scales') }}
),

judged as (
    select
        *,
        case
            when score is null then null
            when used_score is null then 'not_a_number'
            when coalesce(used_scale_max <= used_scale_min, true) then 'no_scale'
            when used_score < used_scale_min or used_score > used_scale_max then 'out_of_scale'
        end as score_rejected_reason,
        case
            when is_scale_reversed then used_scale_max - used_score
            else used_score - used_scale_min
        end / nullif(used_scale_max - used_scale_min, 0) as place_on_scale
    from scaled
),

answered as (
    select distinct survey_id from {{ ref('stg_surveys__survey_answers') }}
    where expectation is not null or perception is not null
),

final as (
    select
        ---------- ids
        judged.survey_id,
        ticket_id,
        call_id,
        customer_id,
        agent_id,

        ---------- timestamps
        sent_at,
        responded_at,

        ---------- categories
        lower(survey_type) as survey_type,
        judged.channel as raw_channel,
        {{ mapped_group('judged.channel', 'channel_groups.channel_group') }} as channel,
        lower(nps_kind) as nps_kind,
        {{ folded_text('lower(reason_code)') }} as reason_code,
        score_rejected_reason,

        ---------- numerics
        score as raw_score,
        used_scale_min as scale_min,
        used_scale_max as scale_max,
        case when score_rejected_reason is null then used_score end as score,
        satisfied_from,
        case when score_rejected_reason is null then place_on_scale end as normalised_score,

        ---------- booleans
        responded_at is not null or score is not null or answered.survey_id is not null
            as is_answered,
        is_scale_reversed,
        comment is not null as has_comment,
        coalesce(is_test, false) as is_test,

        ---------- delivery
        judged.source_system,
        updated_at,
        loaded_at,
        is_stale
    from judged
    left join answered
        on judged.survey_id = answered.survey_id
    {{ join_mapping('channel_groups', 'judged.channel') }}
)

select * from final
