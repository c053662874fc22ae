{%- set series = 'partition by kpi_id, statistic, period_grain, slice_name, slice_value'
    ~ ' order by period_start' -%}
{%- set baseline = 'rows between ' ~ var('signal_baseline_points')
    ~ ' preceding and 1 preceding' -%}

with points as (
    select *
    from {{ ref('int_kpi_measured') }}
    where
        period_grain in ('week', 'month')
        and slice_name in ({{ "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" }})
        and value is not null
        and not is_provisional
        -- A stock is its own past plus a little: control limits would call every week a signal.
        and interval_method != 'none'
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
        kpi_id,
        statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {{ kpi_is_signal() }} as is_signal
    from sided
)

select * from final
