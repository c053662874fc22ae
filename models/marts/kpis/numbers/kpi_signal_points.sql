{{ config(materialized='ephemeral') }}
{%- set weighed = "('rate', 'ratio', 'score', 'mean')" -%}

with points as (
    select
        series.*,
        measured.period_start,
        measured.value,
        measured.ci_low,
        measured.ci_high,
        catalogue.minimum_value,
        catalogue.maximum_value,
        case when series.statistic in {{ weighed }} then measured.denominator else 1 end as weight,
        -- Durations are compared by ratio: an hour more is little for a day and much for a minute.
        catalogue.unit = 'seconds'
        and series.statistic not in ('rate', 'ratio', 'score', 'count', 'stock') as is_logarithm,
        series.statistic = 'rate' as is_share,
        -- Variance that chance alone gives: of a share p (1 - p), of a count itself.
        case
            when series.statistic in ('rate', 'count') then 1
            when catalogue.interval_method = 'poisson_per_100' then 100
            when catalogue.interval_method = 'poisson_per_1000' then 1000
            else 0
        end as chance_scale,
        series.statistic = 'count' or measured.sample_size >= {{ var('min_sample_size') }}
            as is_enough
    from {{ ref('kpi_measured') }} as measured
    inner join {{ ref('kpi_series') }} as series
        on measured.series_id = series.series_id
    inner join {{ ref('kpi_catalogue') }} as catalogue
        on series.kpi_id = catalogue.kpi_id
    where
        series.period_grain in ('week', 'month')
        and series.slice_name in ({{ "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" }})
        and measured.value is not null
        and not measured.is_provisional
        -- A stock is its own past plus a little: control limits would call every week a signal.
        and catalogue.interval_method != 'none'
),

final as (
    select
        series_id,
        kpi_id,
        statistic,
        period_grain,
        slice_name,
        slice_value,
        period_start,
        value,
        ci_low,
        ci_high,
        minimum_value,
        maximum_value,
        cast(weight as {{ type_double() }}) as weight,
        case when is_logarithm then ln(greatest(value, 1)) else value end as point,
        is_logarithm,
        is_share,
        chance_scale,
        is_enough
    from points
)

select * from final
