{#- Clocks of two systems may differ a little; what is not there yet cannot be rated. -#}
{%- set is_too_early -%}
    coalesce(
            {{ add_seconds('surveys.responded_at', variable_seconds('future_tolerance_minutes')) }}
            < coalesce(tickets.created_at, calls.started_at),
            false
        )
{%- endset -%}

with surveys as (
    select * from {{ ref('stg_surveys__surveys') }}
),

customers as (
    select * from {{ ref('int_customers_merged') }}
),

final as (
    select
        surveys.survey_id,
        surveys.survey_type,
        surveys.ticket_id,
        surveys.call_id,
        surveys.sent_at,
        surveys.responded_at,
        surveys.is_answered,
        {{ answered_at('surveys.', 'is_answered') }} as answered_at,
        surveys.score,
        surveys.scale_min,
        surveys.scale_max,
        surveys.is_scale_reversed,
        surveys.normalised_score,
        case
            when surveys.satisfied_from is null
                then surveys.normalised_score >= {{ var('csat_satisfied_threshold') }}
            when surveys.is_scale_reversed then surveys.score <= surveys.satisfied_from
            else surveys.score >= surveys.satisfied_from
        end as is_satisfied_score,
        -- A scale with its own threshold has one for low scores too: as far from its other end.
        case
            when surveys.satisfied_from is null
                then surveys.normalised_score <= {{ var('low_score_threshold') }}
            when surveys.is_scale_reversed
                then surveys.score >= surveys.scale_min + surveys.scale_max - surveys.satisfied_from
            else surveys.score <= surveys.scale_min + surveys.scale_max - surveys.satisfied_from
        end as is_low_score_given,
        case when surveys.survey_type = 'nps' then coalesce(surveys.nps_kind, 'relationship') end
            as nps_kind,
        coalesce(
            customers.canonical_customer_id,
            surveys.customer_id,
            tickets.merged_customer_id,
            calls.merged_customer_id
        ) as merged_customer_id,
        coalesce(surveys.agent_id, owners.agent_id, calls.agent_id) as rated_agent_id,
        coalesce(tickets.channel, {{ call_channel('calls.media') }}, surveys.channel) as channel,
        coalesce(owners.team_id, calls.team_id) as team_id,
        tickets.priority,
        coalesce(tickets.topic_id, calls.topic_id) as topic_id,
        coalesce(
            surveys.reason_code, tickets.reason_code, tickets.topic_id, calls.topic_id
        ) as reason,
        tickets.product_id,
        tickets.ticket_type,
        coalesce(customers.segment, tickets.customer_segment, calls.customer_segment)
            as customer_segment,
        coalesce(tickets.language, customers.language) as language,
        coalesce(tickets.country, customers.country) as country,
        not surveys.is_test
        and not coalesce(customers.is_test, false)
        and not coalesce(named_agents.is_test, false)
        -- A delivered call that does not count is a test.
        and (calls.call_id is not null or delivered_calls.call_id is null)
        -- A merged ticket's rating is still its customer's word; that of spam, test and deleted
        -- tickets is not.
        and not coalesce(tickets.is_spam or tickets.is_deleted or tickets.is_test_data, false)
        and not {{ is_too_early }} as is_in_scope,
        {{ is_too_early }} as is_too_early
    from surveys
    cross join {{ ref('int_as_of') }} as as_of
    left join {{ ref('int_tickets_scoped') }} as tickets
        on surveys.ticket_id = tickets.ticket_id
    left join {{ ref('int_calls_scoped') }} as calls
        on surveys.call_id = calls.call_id
    left join {{ ref('int_calls_delivered') }} as delivered_calls
        on surveys.call_id = delivered_calls.call_id
    left join {{ ref('int_agents_current') }} as named_agents
        on surveys.agent_id = named_agents.agent_id
    left join customers
        on surveys.customer_id = customers.customer_id
    left join {{ ref('int_survey_ticket_owners') }} as owners
        on surveys.survey_id = owners.survey_id
    where
        (surveys.responded_at is null or surveys.responded_at <= as_of.as_of)
        and (surveys.sent_at is null or surveys.sent_at <= as_of.as_of)
)

select * from final
