with surveys as (
    select * from {{ ref('base_surveys__surveys') }}
),

-- The scale of the answer itself wins; then the seed's row for the channel, then for any channel.
scaled as (
    select
        surveys.*,
        case
            when surveys.scale_min is not null and surveys.scale_max is not null
                then surveys.scale_min
            else coalesce(channel_scale.scale_min, any_scale.scale_min)
        end as used_scale_min,
        case
            when surveys.scale_min is not null and surveys.scale_max is not null
                then surveys.scale_max
            else coalesce(channel_scale.scale_max, any_scale.scale_max)
        end as used_scale_max,
        coalesce(
            lower(surveys.scale_direction),
            channel_scale.scale_direction,
            any_scale.scale_direction,
            'normal'
        ) in ('reversed', 'reverse', 'inverted', 'descending', 'desc') as is_scale_reversed
    from surveys
    left join {{ ref('survey_scales') }} as channel_scale
        on lower(surveys.survey_type) = channel_scale.survey_type
        and {{ mapping_key('surveys.channel') }} = {{ mapping_key('channel_scale.channel') }}
    left join {{ ref('survey_scales') }} as any_scale
        on lower(surveys.survey_type) = any_scale.survey_type
        and any_scale.channel = '*'
    where surveys.version_rank = 1
),

judged as (
    select
        *,
        case
            when score is null then null
            when coalesce(used_scale_max <= used_scale_min, true) then 'no_scale'
            when score < used_scale_min or score > used_scale_max then 'out_of_scale'
        end as score_rejected_reason
    from scaled
),

accepted as (
    select
        *,
        case when score_rejected_reason is null then score end as accepted_score,
        case
            when score_rejected_reason is null
                then (score - used_scale_min) / nullif(used_scale_max - used_scale_min, 0)
        end as position_on_scale
    from judged
),

final as (
    select
        ---------- ids
        survey_id,
        ticket_id,
        call_id,
        customer_id,
        agent_id,

        ---------- timestamps
        sent_at,
        responded_at,

        ---------- categories
        lower(survey_type) as survey_type,
        accepted.channel as raw_channel,
        {{ mapped_group('accepted.channel', 'channel_groups.channel_group') }} as channel,
        lower(nps_kind) as nps_kind,
        score_rejected_reason,

        ---------- numerics
        score as raw_score,
        used_scale_min as scale_min,
        used_scale_max as scale_max,
        accepted_score as score,
        case when is_scale_reversed then 1 - position_on_scale else position_on_scale end
            as normalised_score,

        ---------- booleans
        is_scale_reversed,
        comment is not null as has_comment,
        coalesce(is_test, false) as is_test,

        ---------- delivery
        accepted.source_system,
        updated_at,
        loaded_at,
        is_stale
    from accepted
    {{ join_mapping('channel_groups', 'accepted.channel') }}
)

select * from final
