{%- set hits = {
    'csat': ('is_csat_response', 'case when is_satisfied then 1 else 0 end'),
    'ces': ('is_ces_response', 'case when is_easy then 1 else 0 end'),
    'nps_transactional': ('is_transactional_nps_response', 'nps_points'),
} -%}
{%- set whole = 'partition by kpi_id, period_grain, period_start' -%}

with answers as (
    {%- for kpi_id, (counted, score) in hits.items() %}
    {{ 'union all' if not loop.first }}
    select
        '{{ kpi_id }}' as kpi_id,
        responded_date,
        coalesce({{ published_text('reason') }}, '(unknown)') as reason,
        reason_parent,
        cast({{ score }} as {{ type_double() }}) as score
    from {{ ref('fct_survey_responses') }}
    where {{ counted }}
    {%- endfor %}
),

by_reason as (
    select
        answers.kpi_id,
        periods.period_grain,
        periods.period_start,
        answers.reason,
        max(answers.reason_parent) as parent,
        count(*) as answers,
        sum(answers.score) as total,
        sum(answers.score * answers.score) as squares
    from answers
    inner join {{ ref('int_period_days') }} as periods
        on answers.responded_date = periods.date_day
    where periods.period_grain in ('month', 'quarter')
    group by 1, 2, 3, 4
),

-- Fewer than ten answers say nothing of their own.
folded as (
    select
        kpi_id,
        period_grain,
        period_start,
        case when answers < 10 then '(other)' else reason end as reason,
        max(case when answers >= 10 then parent end) as parent,
        cast(sum(answers) as {{ type_double() }}) as own_answers,
        sum(total) as own_total,
        sum(squares) as own_squares
    from by_reason
    group by 1, 2, 3, 4
),

with_rest as (
    select
        *,
        sum(own_answers) over ({{ whole }}) - own_answers as rest_answers,
        sum(own_total) over ({{ whole }}) - own_total as rest_total,
        sum(own_squares) over ({{ whole }}) - own_squares as rest_squares
    from folded
),

compared as (
    select *
    from {{ with_steps('with_rest', score_driver_steps()) }}
),

ordered as (
    select
        *,
        row_number() over ({{ whole }} order by p_value nulls last, reason)
        * {{ var('false_discovery_rate') }} / nullif(count(p_value) over ({{ whole }}), 0)
            as highest_p_value
    from compared
),

final as (
    select
        kpi_id,
        period_grain,
        period_start,
        reason,
        parent,
        cast(own_answers as integer) as answers,
        {{ published_number('own_value') }} as value,
        {{ published_number('rest_value') }} as rest_value,
        {{ published_number('difference') }} as difference,
        {{ published_number('difference_low') }} as difference_low,
        {{ published_number('difference_high') }} as difference_high,
        {{ published_number('gain') }} as gain,
        p_value,
        p_value <= coalesce(
            max(case when p_value <= highest_p_value then p_value end) over ({{ whole }}), -1
        ) as is_told_apart,
        as_of.as_of
    from ordered
    cross join {{ ref('int_as_of') }} as as_of
)

select * from final
