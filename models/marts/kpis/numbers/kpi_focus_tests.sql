{{ config(materialized=part_materialization()) }}
-- Whether the newest finished period differs from the one before by more than chance, for the focus
-- KPIs alone: who tests a hundred numbers finds five.
with measured as (
    select
        points.*,
        series.kpi_id,
        series.statistic,
        series.period_grain
    from {{ ref('kpi_measured') }} as points
    inner join {{ ref('kpi_series') }} as series
        on points.series_id = series.series_id
    where series.slice_name = 'overall' and series.period_grain in ('week', 'month')
),

periods as (
    select
        period_grain,
        max(period_start) as period_start
    from {{ ref('int_periods') }}
    where not is_unfinished and period_grain in ('week', 'month')
    group by period_grain
),

-- The statistic that is shown: that of the target, else the one that heads the KPI.
tested as (
    select
        focus.kpi_id,
        focus.focus_rank,
        periods.period_grain,
        periods.period_start,
        catalogue.unit,
        coalesce(targets.statistic, catalogue.headline_statistic) as statistic
    from {{ ref('focus_kpis') }} as focus
    cross join periods
    inner join {{ ref('kpi_catalogue') }} as catalogue
        on focus.kpi_id = catalogue.kpi_id
    left join {{ ref('kpi_targeted_statistics') }} as targets
        on
            focus.kpi_id = targets.kpi_id
            and periods.period_grain = targets.period_grain
            and periods.period_start = targets.period_start
),

compared as (
    select
        tested.*,
        {{ difference_z_score(
            'now_measured', 'before_measured', is_duration="tested.unit = 'seconds'"
        ) }} as z_score
    from tested
    left join measured as now_measured
        on
            tested.kpi_id = now_measured.kpi_id
            and tested.statistic = now_measured.statistic
            and tested.period_grain = now_measured.period_grain
            and tested.period_start = now_measured.period_start
    left join measured as before_measured
        on
            tested.kpi_id = before_measured.kpi_id
            and tested.statistic = before_measured.statistic
            and tested.period_grain = before_measured.period_grain
            and now_measured.previous_period_start = before_measured.period_start
),

with_p_value as (
    select
        *,
        {{ published_number(two_sided_p_value('z_score')) }} as p_value
    from compared
),

ordered as (
    select
        *,
        row_number() over (partition by period_grain order by p_value nulls last, kpi_id)
        * {{ var('false_discovery_rate') }}
        / nullif(count(p_value) over (partition by period_grain), 0) as highest_p_value
    from with_p_value
),

final as (
    select
        *,
        p_value <= max(
            case when p_value <= highest_p_value then p_value end
        ) over (partition by period_grain) as is_below_limit
    from ordered
)

select * from final
