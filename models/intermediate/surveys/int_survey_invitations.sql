{%- set window_seconds = variable_seconds('survey_response_window_days') -%}

with invitations as (
    select * from {{ ref('int_survey_responses_scoped') }}
    where sent_at is not null and is_in_scope
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

final as (
    select
        invitations.survey_id,
        invitations.survey_type,
        invitations.ticket_id,
        invitations.call_id,
        invitations.rated_agent_id as agent_id,
        invitations.channel,
        invitations.team_id,
        invitations.priority,
        invitations.topic_id,
        invitations.product_id,
        invitations.ticket_type,
        invitations.customer_segment,
        invitations.language,
        invitations.country,
        invitations.sent_at,
        {{ report_date('invitations.sent_at') }} as sent_date,
        invitations.survey_type = 'csat' as is_csat_invitation,
        coalesce(
            invitations.answered_at <= {{ add_seconds('invitations.sent_at', window_seconds) }},
            false
        ) as is_answered,
        coalesce(
            invitations.answered_at <= {{ add_seconds('invitations.sent_at', window_seconds) }}
            and invitations.is_satisfied_score,
            false
        ) as is_answered_satisfied,
        {{ add_seconds('invitations.sent_at', window_seconds) }} <= as_of.as_of
            as is_response_mature
    from invitations
    cross join as_of
)

select * from final
