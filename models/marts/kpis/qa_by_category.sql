{%- set slices = {'team': 'team_id'} -%}

with scores as (
    select
        reviews.reviewed_date,
        reviews.agent_id,
        {{ slice_columns(slices, 'values') }}
        {{ published_text('scores.category') }} as category,
        {{ published_number('scores.score_share') }} as score_share,
        case
            when availability.is_source_there
                then case when scores.is_critical_error then 1 else 0 end
        end as critical_errors
    from {{ ref('int_quality_scores') }} as scores
    inner join {{ ref('int_quality_reviews') }} as reviews
        on scores.review_id = reviews.review_id
    left join {{ ref('kpi_availability') }} as availability
        on availability.kpi_id = 'qa_critical_error_accuracy'
    where scores.score_share is not null
),

-- Reviews of one agent are alike, so their errors are those of sums by agent.
by_agent as (
    select
        periods.period_grain,
        periods.period_start,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        scores.category,
        cast(count(*) as {{ type_double() }}) as x,
        -- Exactly: of two agents who are nearly alike, the interval would show the order of sums.
        cast(sum(cast(scores.score_share as decimal(18, 6))) as {{ type_double() }}) as y,
        sum(scores.score_share * scores.score_share) as squares,
        sum(scores.critical_errors) as critical_errors
    from scores
    inner join {{ ref('int_period_days') }} as periods
        on scores.reviewed_date = periods.date_day
    where periods.period_grain in ('month', 'quarter')
    {{ slice_grouping_sets(slices, 'period_grain, period_start, category, agent_id') }}
),

summed as (
    select
        period_grain,
        period_start,
        slice_name,
        slice_value,
        category,
        'mean' as statistic,
        'mean_clustered' as interval_method,
        cast(0 as {{ type_double() }}) as minimum_value,
        cast(1 as {{ type_double() }}) as maximum_value,
        sum(y) / sum(x) as of_value,
        sum(y) as of_numerator,
        sum(x) as of_denominator,
        sum(squares) as of_sum_of_squares,
        cast(null as {{ type_double() }}) as of_sum_of_cubes,
        {{ kpi_cluster_sums('x', 'y', 'of') }},
        sum(critical_errors) as critical_errors,
        sum(x) - sum(critical_errors) as reviews_without
    from by_agent
    group by 1, 2, 3, 4, 5
),

measured as (
    select * from {{ with_steps('summed', kpi_interval_steps('of_')) }}
),

final as (
    select
        measured.period_grain,
        measured.period_start,
        measured.slice_name,
        measured.slice_value,
        measured.category,
        cast(measured.of_denominator as integer) as reviews,
        {{ published_number('measured.of_value') }} as value,
        {{ published_number('measured.of_ci_low') }} as ci_low,
        {{ published_number('measured.of_ci_high') }} as ci_high,
        cast(measured.critical_errors as integer) as critical_errors,
        {{ published_number('measured.reviews_without / measured.of_denominator') }}
            as critical_error_accuracy,
        {%- for side in ['low', 'high'] %}
        {{ published_number(wilson_bound(
            'measured.reviews_without', 'measured.of_denominator', side
        )) }} as accuracy_{{ side }},
        {%- endfor %}
        as_of.as_of
    from measured
    cross join {{ ref('int_as_of') }} as as_of
)

select * from final
