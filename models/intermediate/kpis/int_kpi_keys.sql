-- Which numbers there must be. Without holes: every KPI overall, and the counts of the watched
-- slices, where nothing is a number too. All others: where something happened.
with statistics as (
    select * from {{ ref('int_kpi_statistics') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

results as (
    select * from {{ ref('int_kpi_results') }}
),

gapless_slices as (
    select distinct
        kpi_id,
        statistic,
        slice_name,
        slice_value
    from results
    where
        slice_name in ({{ "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" }})
        and slice_name != 'overall'
        and statistic in ('count', 'stock')
    union all
    select
        kpi_id,
        statistic,
        'overall' as slice_name,
        'all' as slice_value
    from statistics
),

-- A statistic is published by the grains that it is computed for; where nothing was delivered, by
-- month.
published_grains as (
    select distinct
        kpi_id,
        statistic,
        slice_name,
        period_grain
    from results
    union
    select
        kpi_id,
        statistic,
        'overall' as slice_name,
        'month' as period_grain
    from statistics
),

gapless as (
    select
        gapless_slices.kpi_id,
        gapless_slices.statistic,
        periods.period_grain,
        periods.period_start,
        gapless_slices.slice_name,
        gapless_slices.slice_value
    from gapless_slices
    inner join published_grains
        on
            gapless_slices.kpi_id = published_grains.kpi_id
            and gapless_slices.statistic = published_grains.statistic
            and gapless_slices.slice_name = published_grains.slice_name
    inner join periods
        on published_grains.period_grain = periods.period_grain
),

elsewhere as (
    select
        results.kpi_id,
        results.statistic,
        results.period_grain,
        results.period_start,
        results.slice_name,
        results.slice_value
    from results
    left join gapless_slices
        on
            results.kpi_id = gapless_slices.kpi_id
            and results.statistic = gapless_slices.statistic
            and results.slice_name = gapless_slices.slice_name
            and results.slice_value = gapless_slices.slice_value
    where gapless_slices.kpi_id is null
),

final as (
    select * from gapless
    union all
    select * from elsewhere
)

select * from final
