{%- set key = 'kpi_id, statistic, period_grain, slice_name, slice_value' -%}
{%- set so_far = 'over (partition by ' ~ key ~ ' order by period_start'
    ~ ' rows between unbounded preceding and current row)' -%}
{%- set last_twelve = 'over (partition by ' ~ key ~ ' order by period_start'
    ~ ' rows between 11 preceding and current row)' -%}

-- Periods that are over: what is still going on would look like a fall.
with finished as (
    select
        kpi_values.*,
        kpis.maturity_days,
        case
            when kpi_values.period_grain = 'week'
                then {{ date_add_days('kpi_values.period_start', -364) }}
            -- The first day of the same month a year before, leap year or not.
            else {{ months_before('kpi_values.period_start', 12) }}
        end as year_before_start,
        row_number() over (
            partition by {{ 'kpi_values.' ~ key | replace(', ', ', kpi_values.') }}
            order by kpi_values.period_start
        ) as period_number
    from {{ ref('kpi_values') }} as kpi_values
    inner join {{ ref('int_periods') }} as periods
        on
            kpi_values.period_grain = periods.period_grain
            and kpi_values.period_start = periods.period_start
    inner join {{ ref('dim_kpis') }} as kpis
        on kpi_values.kpi_id = kpis.kpi_id
    where
        kpi_values.period_grain in ('week', 'month', 'quarter')
        and kpi_values.slice_name in ({{ "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" }})
        and not periods.is_unfinished
),

-- Least squares over twelve periods in a row; a run of met periods ends with the first that is not.
followed as (
    select
        *,
        case
            when count(value) {{ last_twelve }} = 12
                then (
                    12 * sum(period_number * value) {{ last_twelve }}
                    - sum(period_number) {{ last_twelve }} * sum(value) {{ last_twelve }}
                ) / (
                    12 * sum(period_number * period_number) {{ last_twelve }}
                    - power(sum(period_number) {{ last_twelve }}, 2)
                )
        end as slope,
        target_status in ('green', 'amber', 'red') as is_judged,
        sum(case when target_status in ('amber', 'red') then 1 else 0 end) {{ so_far }} as misses,
        sum(case when target_status = 'green' then 1 else 0 end) {{ so_far }} as hits
    from finished
),

runs as (
    select
        *,
        count(case when target_status = 'green' then 1 end)
            over (partition by {{ key }}, misses order by period_start) as periods_met,
        min(case when target_status in ('amber', 'red') then period_start end)
            over (partition by {{ key }}, hits order by period_start) as missed_from,
        row_number() over (
            partition by {{ key }}
            order by
                case when maturity_days > 0 and value is null then 1 else 0 end, period_start desc
        ) as period_rank
    from followed
),

final as (
    select
        runs.kpi_id,
        runs.statistic,
        runs.period_grain,
        runs.slice_name,
        runs.slice_value,
        runs.period_start,
        runs.value,
        runs.value_status,
        year_before.value as value_year_before,
        {{ published_number('runs.value - year_before.value') }} as change_on_year,
        {{ published_number('runs.slope') }} as slope_12_periods,
        case when runs.is_judged then cast(runs.periods_met as integer) end as periods_met,
        case when runs.target_status in ('amber', 'red') then runs.missed_from end as missed_since,
        runs.as_of
    from runs
    left join finished as year_before
        on
            runs.kpi_id = year_before.kpi_id
            and runs.statistic = year_before.statistic
            and runs.period_grain = year_before.period_grain
            and runs.slice_name = year_before.slice_name
            and runs.slice_value = year_before.slice_value
            and runs.year_before_start = year_before.period_start
    where runs.period_rank = 1
)

select * from final
