{%- set window_seconds = variable_seconds('survey_response_window_days') -%}
{%- set window_ends_at = add_seconds('sent_at', window_seconds) -%}
{%- set minimum_items = var('servqual_minimum_item_share') ~ ' * questionnaire.item_count' -%}

with surveys as (
    select * from {{ ref('int_survey_responses_scoped') }}
    where survey_type = 'servqual' and answered_at is not null
),

answers as (
    select * from {{ ref('stg_surveys__survey_answers') }}
),

-- A statement that somebody skipped may have no row: the questionnaire is what anybody was asked.
questionnaire as (
    select
        dimension,
        count(distinct item_id) as item_count
    from answers
    group by dimension
),

by_dimension as (
    select
        survey_id,
        dimension,
        count(expectation) as expectation_count,
        count(perception) as perception_count,
        count(perception - expectation) as pair_count,
        avg(perception - expectation) as mean_gap,
        avg(perception) as mean_perception,
        max(dimension_weight) as dimension_weight
    from answers
    group by survey_id, dimension
),

respondents as (
    select
        survey_id,
        sum(expectation_count) = 0 as is_perception_only
    from by_dimension
    group by survey_id
),

ranked as (
    select
        surveys.*,
        respondents.is_perception_only,
        coalesce(responded_at <= {{ window_ends_at }}, true) as is_within_response_window,
        row_number() over (
            partition by
                coalesce('ticket|' || ticket_id, 'call|' || call_id, 'survey|' || surveys.survey_id)
            order by
                case when is_in_scope then 0 else 1 end,
                case when coalesce(responded_at <= {{ window_ends_at }}, true) then 0 else 1 end,
                answered_at desc,
                surveys.survey_id desc
        ) as response_rank
    from surveys
    inner join respondents
        on surveys.survey_id = respondents.survey_id
),

final as (
    select
        ranked.survey_id || '|' || by_dimension.dimension as servqual_response_id,
        ranked.survey_id,
        by_dimension.dimension,
        ranked.ticket_id,
        ranked.merged_customer_id as customer_id,
        ranked.rated_agent_id as agent_id,
        ranked.channel,
        ranked.team_id,
        ranked.responded_at,
        {{ report_date('ranked.answered_at') }} as responded_date,
        cast(questionnaire.item_count as integer) as item_count,
        cast(by_dimension.pair_count as integer) as pair_count,
        by_dimension.dimension_weight,
        ranked.is_perception_only,
        ranked.response_rank = 1
        and ranked.is_within_response_window
        and ranked.is_in_scope as is_counted_response,
        case
            when by_dimension.pair_count >= {{ minimum_items }}
                then by_dimension.mean_gap
        end as dimension_gap,
        case
            when by_dimension.perception_count >= {{ minimum_items }}
                then by_dimension.mean_perception
        end as dimension_perception
    from ranked
    inner join by_dimension
        on ranked.survey_id = by_dimension.survey_id
    inner join questionnaire
        on by_dimension.dimension = questionnaire.dimension
)

select * from final
