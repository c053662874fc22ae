{%- set window_seconds = variable_seconds('low_score_follow_up_hours') -%}

with low_scores as (
    select * from {{ ref('int_survey_responses') }}
    -- Nobody knows how soon an answer of an unknown time was followed up.
    where is_low_score and responded_at is not null
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

messages as (
    select * from {{ ref('int_ticket_messages') }} where author_role = 'agent'
),

calls as (
    select *
    from {{ ref('int_calls_scoped') }}
    where direction = 'outbound' and outcome = 'answered'
),

sources as (
    select max(case when is_delivered then 1 else 0 end) = 1 as is_follow_up_known
    from {{ ref('int_source_coverage') }}
    where raw_table in ('ticket_events', 'calls')
),

rated_tickets as (
    select
        survey_id,
        ticket_id
    from low_scores
    union all
    -- What is written on a merged ticket belongs to the one that survived.
    select
        low_scores.survey_id,
        merged_tickets.survivor_id as ticket_id
    from low_scores
    inner join {{ ref('int_ticket_merges') }} as merged_tickets
        on low_scores.ticket_id = merged_tickets.ticket_id
),

turned_to as (
    select
        rated_tickets.survey_id,
        messages.occurred_at as contacted_at
    from rated_tickets
    inner join messages
        on rated_tickets.ticket_id = messages.ticket_id
    union all
    select
        rated_tickets.survey_id,
        calls.started_at as contacted_at
    from rated_tickets
    inner join calls
        on rated_tickets.ticket_id = calls.ticket_id
    union all
    select
        low_scores.survey_id,
        calls.started_at as contacted_at
    from low_scores
    inner join calls
        on low_scores.customer_id = calls.merged_customer_id
),

first_contacts as (
    select
        low_scores.survey_id,
        min(turned_to.contacted_at) as followed_up_at
    from low_scores
    inner join turned_to
        on
            low_scores.survey_id = turned_to.survey_id
            and low_scores.responded_at < turned_to.contacted_at
            and {{ add_seconds('low_scores.responded_at', window_seconds) }}
            >= turned_to.contacted_at
    group by low_scores.survey_id
),

final as (
    select
        low_scores.*,
        first_contacts.followed_up_at,
        (low_scores.ticket_id is not null or low_scores.customer_id is not null)
        and sources.is_follow_up_known as is_follow_up_possible,
        first_contacts.followed_up_at is not null as is_followed_up,
        {{ add_seconds('low_scores.responded_at', window_seconds) }} <= as_of.as_of
            as is_follow_up_mature
    from low_scores
    cross join as_of
    cross join sources
    left join first_contacts
        on low_scores.survey_id = first_contacts.survey_id
)

select * from final
