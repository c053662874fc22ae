{{ config(materialized='ephemeral') }}
-- The statistic by which a whole KPI is rated in a period: that of the target in force for it
-- then; of several, the headline.
with targets as (
    select
        series.kpi_id,
        series.period_grain,
        series.statistic,
        targets.period_start
    from {{ ref('kpi_targets_in_force') }} as targets
    inner join {{ ref('kpi_series') }} as series
        on targets.series_id = series.series_id
    where series.slice_name = 'overall'
),

catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

final as (
    select
        targets.kpi_id,
        targets.period_grain,
        targets.period_start,
        coalesce(
            max(
                case
                    when targets.statistic = catalogue.headline_statistic then targets.statistic
                end
            ),
            min(targets.statistic)
        ) as statistic
    from targets
    inner join catalogue
        on targets.kpi_id = catalogue.kpi_id
    group by targets.kpi_id, targets.period_grain, targets.period_start
)

select * from final
