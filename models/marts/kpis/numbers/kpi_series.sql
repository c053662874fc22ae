-- Every line that could be drawn, under one number. Without holes: every KPI overall, and the
-- counts of the watched slices, where nothing is a number too. Others: where something happened.
with statistics as (
    select * from {{ ref('kpi_statistics') }}
),

found as (
    select distinct
        kpi_id,
        statistic,
        period_grain,
        slice_name,
        slice_value
    from {{ ref('kpi_results') }}
),

gapless_slices as (
    select distinct
        found.kpi_id,
        found.statistic,
        found.slice_name,
        found.slice_value
    from found
    left join {{ ref('int_small_slice_values') }} as small
        on found.slice_name = small.slice_name and found.slice_value = small.slice_value
    where
        found.slice_name in ({{ "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" }})
        and found.slice_name != 'overall'
        and found.statistic in ('count', 'stock')
        and small.slice_value is null
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
    select
        kpi_id,
        statistic,
        slice_name,
        period_grain
    from found
    union
    select
        kpi_id,
        statistic,
        'overall' as slice_name,
        'month' as period_grain
    from statistics
),

series as (
    select
        gapless_slices.kpi_id,
        gapless_slices.statistic,
        published_grains.period_grain,
        gapless_slices.slice_name,
        gapless_slices.slice_value,
        true as is_gapless
    from gapless_slices
    inner join published_grains
        on
            gapless_slices.kpi_id = published_grains.kpi_id
            and gapless_slices.statistic = published_grains.statistic
            and gapless_slices.slice_name = published_grains.slice_name
    union all
    select
        found.*,
        false as is_gapless
    from found
    left join gapless_slices
        on
            found.kpi_id = gapless_slices.kpi_id
            and found.statistic = gapless_slices.statistic
            and found.slice_name = gapless_slices.slice_name
            and found.slice_value = gapless_slices.slice_value
    where gapless_slices.kpi_id is null
),

final as (
    select
        cast(
            row_number() over (
                order by
                    series.kpi_id, series.statistic, series.period_grain, series.slice_name,
                    series.slice_value
            ) as integer
        ) as series_id,
        series.*
    from series
)

select * from final
