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

-- A run of met periods ends with the first that is not.
followed as (
    select
        *,
        {{ slope_of_twelve('period_number', 'value', last_twelve) }} as slope,
        target_status in ('green', 'amber', 'red', 'open')
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
        case when runs.is_rated then cast(runs.periods_met as integer) end as periods_met,
        case when runs.is_rated then runs.missed_from end as missed_since,
        signals.centre,
        signals.limit_low,
        signals.limit_high,
        signals.signal_kind,
        signals.is_excluded_from_baseline,
        runs.as_of
    from runs
    left join finished as year_before
        on
            runs.year_before_start = year_before.period_start
            {%- for name in key.split(', ') %}
            and runs.{{ name }} = year_before.{{ name }}
            {%- endfor %}
    left join {{ ref('kpi_signals') }} as signals
        on
            runs.period_start = signals.period_start
            {%- for name in key.split(', ') %}
            and runs.{{ name }} = signals.{{ name }}
            {%- endfor %}
    where runs.period_rank = 1
)

select * from final
