{% macro kpi_signal_points() -%}
    {%- set is_logarithm -%}
        catalogue.unit = 'seconds' and series.statistic not in ('rate', 'ratio', 'score', 'count')
    {%- endset -%}
    select
        series.series_id,
        series.kpi_id,
        series.statistic,
        series.period_grain,
        series.slice_name,
        series.slice_value,
        measured.period_start,
        measured.value,
        measured.ci_low,
        measured.ci_high,
        catalogue.minimum_value,
        catalogue.maximum_value,
        -- The spread of counts and quantiles does not follow their size.
        case
            when series.statistic in ('rate', 'ratio', 'score', 'mean') then measured.denominator
            else cast(1 as {{ type_double() }})
        end as weight,
        -- Durations are compared by ratio: an hour more is little for a day and much for a minute.
        case when {{ is_logarithm }} then ln(greatest(measured.value, 1)) else measured.value end as point,
        {{ is_logarithm }} as is_logarithm,
        series.statistic = 'rate' as is_share,
        -- The variance that chance alone gives: of a share p (1 - p), of a count itself.
        case
            when series.statistic in ('rate', 'count') then 1
            when catalogue.interval_method = 'poisson_per_100' then 100
            when catalogue.interval_method = 'poisson_per_1000' then 1000
            else 0
        end as chance_scale,
        series.statistic = 'count'
        or coalesce(measured.effective_sample_size, measured.sample_size) >= {{ var('min_sample_size') }}
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
        and measured.is_begun_late is not true
        -- A stock is its own past plus a little: control limits would call every week a signal.
        and catalogue.interval_method != 'none'
{%- endmacro %}
