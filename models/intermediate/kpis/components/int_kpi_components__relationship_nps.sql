-- One answer per customer and period, the last: which one counts differs from period to period, so
-- every period is computed from the answers and none is added up from days.
{%- set slices = {'channel': 'channel', 'customer_segment': 'customer_segment'} %}
{%- do remember_rows(
    {'nps': kpi_nps}, slices, 'responded_date',
    rows='(select * from {fct_survey_responses} where is_relationship_nps_response)',
    first_by="partition by coalesce(customer_id, 'survey|' || survey_id)"
    ~ " order by responded_at desc, survey_id desc"
) %}

with responses as (
    select *
    from {{ ref('fct_survey_responses') }}
    where is_relationship_nps_response
),

period_days as (
    select * from {{ ref('int_period_days') }}
),

ranked as (
    select
        responses.*,
        period_days.period_grain,
        period_days.period_start,
        row_number() over (
            partition by
                period_days.period_grain, period_days.period_start,
                coalesce(responses.customer_id, 'survey|' || responses.survey_id)
            order by responses.responded_at desc, responses.survey_id desc
        ) as response_rank
    from responses
    inner join period_days
        on responses.responded_date = period_days.date_day
    where period_days.period_grain in ('week', 'month', 'quarter')
),

sliced as (
    select
        *,
        coalesce(channel, 'unknown') as slice_channel,
        coalesce(customer_segment, 'unknown') as slice_customer_segment
    from ranked
    where response_rank = 1
),

scored as (
    select
        'nps' as kpi_id,
        {{ kpi_nps('statistic') }} as statistic,
        period_grain,
        period_start,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        cast({{ kpi_nps('numerator') }} as {{ type_double() }}) as numerator,
        cast({{ kpi_nps('denominator') }} as {{ type_double() }}) as denominator,
        cast({{ kpi_nps('sum_of_squares') }} as {{ type_double() }}) as sum_of_squares,
        cast({{ kpi_nps('immature_count') }} as {{ type_double() }}) as immature_count
    from sliced
    {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
),

final as (
    select * from scored
    where {{ is_published_grain('period_grain', 'slice_name') }}
)

select * from final
