{%- set window_seconds = variable_seconds('survey_response_window_days') -%}

with subjects as (
    select
        *,
        coalesce('ticket|' || ticket_id, 'call|' || call_id, 'survey|' || survey_id)
            as rated_subject_id,
        coalesce(responded_at <= {{ add_seconds('sent_at', window_seconds) }}, true)
            as is_within_response_window
    from {{ ref('int_survey_responses_scoped') }}
),

counted as (
    select
        *,
        -- The two kinds of NPS are never pooled, so neither displaces the other.
        row_number() over (
            partition by
                survey_type, rated_subject_id, case when survey_type = 'nps' then nps_kind end
            order by
                case when is_in_scope then 0 else 1 end,
                case when score is not null and is_within_response_window then 0 else 1 end,
                answered_at desc, survey_id desc
        ) = 1 and score is not null and is_within_response_window and is_in_scope
            as is_counted_response
    from subjects
),

flagged as (
    select
        *,
        survey_type = 'csat' and is_counted_response as is_csat,
        is_counted_response and survey_type = 'nps' and scale_min = 0 and scale_max = 10
        and not is_scale_reversed as is_nps
    from counted
),

final as (
    select
        survey_id,
        rated_subject_id,
        survey_type,
        ticket_id,
        call_id,
        merged_customer_id as customer_id,
        rated_agent_id as agent_id,
        channel,
        team_id,
        priority,
        topic_id,
        coalesce(reason_groups.reason, flagged.reason) as reason,
        reason_groups.parent as reason_parent,
        product_id,
        ticket_type,
        customer_segment,
        language,
        country,
        sent_at,
        responded_at,
        {{ report_date('answered_at') }} as responded_date,
        score,
        scale_min,
        scale_max,
        normalised_score,
        nps_kind,
        is_within_response_window,
        is_counted_response,
        is_csat as is_csat_response,
        is_csat and is_satisfied_score as is_satisfied,
        -- Of two or three steps the upper two are no praise.
        is_csat and scale_max - scale_min >= 3 as has_two_top_boxes,
        is_csat and scale_max - scale_min >= 3
        and case when is_scale_reversed then score <= scale_min + 1 else score >= scale_max - 1 end
            as is_top_two_box,
        coalesce(scale_min = 1 and scale_max = 5 and not is_scale_reversed, false)
            as is_one_to_five_scale,
        is_nps and nps_kind = 'relationship' as is_relationship_nps_response,
        is_nps and nps_kind = 'transactional' as is_transactional_nps_response,
        is_csat and is_low_score_given as is_low_score,
        is_csat
        and {{ is_word_of('ticket_type', 'complaint_ticket_types') }} as is_complaint_response,
        is_counted_response and survey_type = 'ces' as is_ces_response,
        is_counted_response and survey_type = 'ces'
        and normalised_score >= {{ var('ces_easy_threshold') }} as is_easy,
        case
            when survey_type != 'nps' or score is null or scale_min != 0 or scale_max != 10
                then null
            when score >= {{ var('nps_promoter_from') }} then 100
            when score <= {{ var('nps_detractor_to') }} then -100
            else 0
        end as nps_points
    from flagged
    left join {{ ref('reason_groups') }} as reason_groups
        on {{ mapping_key('flagged.reason') }} = {{ mapping_key('reason_groups.raw_reason') }}
    where answered_at is not null
)

select * from final
