{{ config(materialized='ephemeral') }}
{%- set series = 'partition by series_id order by period_start' -%}
{%- set baseline = 'rows between ' ~ var('signal_baseline_points')
    ~ ' preceding and 1 preceding' -%}

with points as (
    select
        measured.*,
        series.statistic
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

moved as (
    select
        *,
        abs(value - lag(value) over ({{ series }})) as moving_range
    from points
),

compared as (
    select
        *,
        count(*) over ({{ series }} {{ baseline }}) as baseline_points,
        avg(moving_range) over ({{ series }} {{ baseline }}) as mean_moving_range,
        case
            when statistic = 'rate'
                then
                    sum(numerator) over ({{ series }} {{ baseline }})
                    / nullif(sum(denominator) over ({{ series }} {{ baseline }}), 0)
            else avg(value) over ({{ series }} {{ baseline }})
        end as centre
    from moved
),

sided as (
    select
        *,
        sum(case when value > centre then 1 when value < centre then -1 else 0 end) over (
            {{ series }} rows between 7 preceding and current row
        ) as run_of_eight
    from compared
),

final as (
    select
        series_id,
        period_start,
        {{ kpi_is_signal() }} as is_signal
    from sided
)

select * from final
