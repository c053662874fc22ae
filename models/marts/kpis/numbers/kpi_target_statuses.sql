{{ config(materialized='ephemeral') }}
{%- set steps = [
    {'three_value': 'three_numerator / nullif(three_denominator, 0)'}
] + kpi_interval_steps(of='three_') -%}

-- A target is met or missed where the whole interval says so, of this period or else of the last
-- three finished ones together.
with points as (
    select
        measured.*,
        series.statistic,
        targets.target_low,
        targets.target_high,
        targets.amber_low,
        targets.amber_high,
        targets.final_target_low,
        targets.final_target_high,
        targets.target_due_date,
        targets.target_owner,
        catalogue.interval_method,
        catalogue.minimum_value,
        catalogue.maximum_value,
        {%- for name in kpi_added_parts() %}
        case
            when
                catalogue.is_additive and series.statistic in ('rate', 'mean')
                and not previous.is_provisional and not before_that.is_provisional
                then measured.{{ name }} + previous.{{ name }} + before_that.{{ name }}
        end as three_{{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('kpi_targets_in_force') }} as targets
    inner join {{ ref('kpi_measured') }} as measured
        on targets.series_id = measured.series_id and targets.period_start = measured.period_start
    inner join {{ ref('kpi_series') }} as series
        on measured.series_id = series.series_id
    inner join {{ ref('kpi_catalogue') }} as catalogue
        on series.kpi_id = catalogue.kpi_id
    left join {{ ref('kpi_measured') }} as previous
        on
            measured.series_id = previous.series_id
            and measured.previous_period_start = previous.period_start
    left join {{ ref('kpi_measured') }} as before_that
        on
            previous.series_id = before_that.series_id
            and previous.previous_period_start = before_that.period_start
    where targets.target_low is not null or targets.target_high is not null
),

pooled as (
    select *
    from {{ with_steps('points', steps) }}
),

compared as (
    select
        *,
        {{ kpi_value_status() }} as value_status,
        {{ target_side('value') }} as side,
        {{ kpi_target_status('value', 'ci_low', 'ci_high') }} as own_status,
        case
            when measured.three_ci_low is not null
                then {{ kpi_target_status('three_value', 'three_ci_low', 'three_ci_high') }}
        end as pooled_status
    from pooled as measured
),

final as (
    select
        series_id,
        period_start,
        target_low,
        target_high,
        final_target_low,
        final_target_high,
        target_due_date,
        target_owner,
        case
            when value is null then 'no_value'
            when value_status in ('provisional', 'low_n') then value_status
            when own_status = 'open' and pooled_status != 'open' then pooled_status
            else own_status
        end as target_status,
        case when value_status = 'ok' then side end as target_side,
        case
            when value_status != 'ok' then null
            when own_status = 'open' and pooled_status != 'open' then 3
            else 1
        end as judged_over_periods
    from compared
)

select * from final
