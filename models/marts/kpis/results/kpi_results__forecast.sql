{{ config(materialized=part_materialization()) }}
{%- set kpis = {'ticket_volume_forecast': kpi_ticket_volume_forecast()} -%}
{%- do register_kpis(
    kpis, {'channel': 'slice_value'},
    rows="(
        select
            forecasts.forecast_date, forecasts.origin_date, forecasts.method,
            forecasts.expected as expected_tickets, forecasts.slice_value
        from {int_forecasts} as forecasts
        inner join {int_forecast_accuracy} as accuracy
            on
                forecasts.series_id = accuracy.series_id
                and forecasts.origin_date = accuracy.origin_date
                and forecasts.method = accuracy.method
        where
            accuracy.is_chosen and forecasts.contact_kind = 'ticket'
            and forecasts.slice_name = $slice_name
    )",
    period='forecast_date between $start and $end and origin_date < $start and origin_date >= '
    ~ date_add_days('$start', -7)
) %}

-- What was expected before a period began: the forecast of the last weekly origin before it.
with forecasts as (
    select * from {{ ref('int_forecasts') }}
    where
        contact_kind = 'ticket'
        and slice_name in ({{ "'" ~ var('kpi_slices') | join("', '") ~ "'" }})
),

series as (
    select distinct
        series_id,
        slice_name,
        slice_value
    from {{ ref('int_forecast_series_days') }}
    where
        contact_kind = 'ticket'
        and slice_name in ({{ "'" ~ var('kpi_slices') | join("', '") ~ "'" }})
),

periods as (
    select
        *,
        {{ days_between('period_start', 'period_end') }} + 1 as period_days
    from {{ ref('int_periods') }}
    where period_grain in ('week', 'month')
),

chosen as (
    select forecasts.*
    from forecasts
    inner join {{ ref('int_forecast_accuracy') }} as accuracy
        on
            forecasts.series_id = accuracy.series_id
            and forecasts.origin_date = accuracy.origin_date
            and forecasts.method = accuracy.method
    where accuracy.is_chosen
),

expected as (
    select
        series.slice_name,
        series.slice_value,
        periods.period_grain,
        periods.period_start,
        -- A period that is forecast in part would look like a fall.
        case when count(chosen.expected) = max(periods.period_days) then sum(chosen.expected) end
            as expected_tickets
    from series
    cross join periods
    left join chosen
        on
            series.series_id = chosen.series_id
            and periods.period_start > chosen.origin_date
            and {{ date_add_days('periods.period_start', -7) }} <= chosen.origin_date
            and chosen.forecast_date between periods.period_start and periods.period_end
    group by series.slice_name, series.slice_value, periods.period_grain, periods.period_start
),

-- A row without a number says that there was no forecast; a missing row would be read as nought.
by_period as (
    {{ kpi_sums('expected', kpis) }}
),

final as (
    {{ kpi_component_rows(kpis, 'by_period') }}
)

select * from final
