{%- set key = ['kpi_id', 'statistic', 'period_grain', 'slice_name', 'slice_value'] -%}
{%- set rows_before = 'over (partition by series_id order by period_start rows between ' -%}
{%- set so_far = rows_before ~ 'unbounded preceding and current row)' -%}
{%- set last_twelve = rows_before ~ '11 preceding and current row)' -%}

-- Periods that are over: what is still going on would look like a fall.
with finished as (
    select
        series.*,
        measured.period_start,
        {{ published_number('measured.value') }} as value,
        case
            when measured.is_begun_late is not true then {{ published_number('measured.value') }}
        end as whole_value,
        {{ kpi_value_status('series.statistic') }} as value_status,
        statuses.target_status,
        kpis.maturity_days,
        case
            when series.period_grain = 'week'
                then {{ date_add_days('measured.period_start', -364) }}
            -- The first day of the same month a year before, leap year or not.
            else {{ months_before('measured.period_start', 12) }}
        end as year_before_start,
        row_number() over (partition by measured.series_id order by measured.period_start)
            as period_number
    from {{ ref('kpi_series') }} as series
    inner join {{ ref('kpi_measured') }} as measured on series.series_id = measured.series_id
    inner join {{ ref('int_periods') }} as periods
        on series.period_grain = periods.period_grain
            and measured.period_start = periods.period_start
    inner join {{ ref('kpi_catalogue') }} as kpis on series.kpi_id = kpis.kpi_id
    left join {{ ref('kpi_target_statuses') }} as statuses
        on measured.series_id = statuses.series_id and measured.period_start = statuses.period_start
    where
        series.period_grain in ('week', 'month', 'quarter')
        and series.slice_name in ({{ "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" }})
        and not periods.is_unfinished
),

-- A run of met periods ends with the first that is not.
followed as (
    select
        *,
        {{ slope_of_twelve('period_number', 'whole_value', last_twelve) }} as slope,
        coalesce(target_status in ('green', 'amber', 'red', 'open'), false)
        and count(case when target_status in ('green', 'amber', 'red') then 1 end) {{ so_far }} > 0
            as is_rated,
        sum(case when target_status in ('amber', 'red') then 1 else 0 end) {{ so_far }} as misses,
        sum(case when target_status = 'green' then 1 else 0 end) {{ so_far }} as hits
    from finished
),

runs as (
    select
        *,
        count(case when target_status = 'green' then 1 end)
            over (partition by series_id, misses order by period_start) as periods_met,
        min(case when target_status in ('amber', 'red') then period_start end)
            over (partition by series_id, hits order by period_start) as missed_from,
        row_number() over (
            partition by series_id
            order by
                case when maturity_days > 0 and value is null then 1 else 0 end, period_start desc
        ) as period_rank
    from followed
),

final as (
    select
        {%- for name in key %}
        runs.{{ name }},
        {%- endfor %}
        runs.period_start,
        runs.value,
        runs.value_status,
        year_before.whole_value as value_year_before,
        {{ published_number('runs.value - year_before.whole_value') }} as change_on_year,
        {{ published_number('runs.slope') }} as slope_12_periods,
        case when runs.is_rated then cast(runs.periods_met as integer) end as periods_met,
        case when runs.is_rated then runs.missed_from end as missed_since,
        signals.centre,
        signals.limit_low,
        signals.limit_high,
        signals.signal_kind,
        signals.is_excluded_from_baseline,
        as_of.as_of
    from runs
    cross join {{ ref('int_as_of') }} as as_of
    left join finished as year_before
        on runs.series_id = year_before.series_id
            and runs.year_before_start = year_before.period_start
    left join {{ ref('kpi_signals') }} as signals
        on runs.period_start = signals.period_start
            {%- for name in key %}
            and runs.{{ name }} = signals.{{ name }}
            {%- endfor %}
    where runs.period_rank = 1
)

select * from final
