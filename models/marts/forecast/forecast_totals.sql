{%- set backtest_days = var('forecast_backtest_days') | int -%}
{#- Normal quantiles: eight of ten, and four of five from below. -#}
{%- set quantiles = {'low': -1.281552, 'p80': 0.841621, 'high': 1.281552} -%}

with forecasts as (
    select * from {{ ref('int_forecasts') }}
    where origin_date >= {{ date_add_days('last_day', -backtest_days) }}
),

series as (
    select distinct
        series_id,
        contact_kind,
        slice_name,
        slice_value,
        last_day
    from {{ ref('int_forecast_series_days') }}
),

lengths as (
    {%- for days in [7, 28] %}
    {{ 'union all' if not loop.first }}
    select {{ days }} as window_days
    {%- endfor %}
),

sums as (
    select
        forecasts.series_id,
        forecasts.method,
        forecasts.origin_date,
        lengths.window_days,
        case when count(*) = lengths.window_days then sum(forecasts.expected) end as expected,
        case when count(forecasts.arrivals) = lengths.window_days then sum(forecasts.arrivals) end
            as arrivals
    from forecasts
    inner join lengths
        on forecasts.horizon_days <= lengths.window_days
    group by forecasts.series_id, forecasts.method, forecasts.origin_date, lengths.window_days
),

-- Sums are off by less than their days, and more alike: the logarithm of actual by expected is
-- close to normal. Windows of neighbouring origins overlap, hence the allowance for window_days.
spreads as (
    select
        series_id,
        method,
        window_days,
        count(*) as origins,
        case
            when count(*) >= 8 then
                sqrt(avg(power(ln(arrivals / expected), 2)) * (1 + window_days / 7.0 / count(*)))
        end as spread
    from sums
    where arrivals > 0 and expected > 0
    group by series_id, method, window_days
),

final as (
    select
        series.contact_kind,
        series.slice_name,
        series.slice_value,
        lengths.window_days,
        {{ date_add_days('series.last_day', 1) }} as first_date,
        {{ date_add_days('series.last_day', 'lengths.window_days') }} as last_date,
        accuracy.method,
        {{ published_number('sums.expected') }} as expected_contacts,
        {%- for name, z in quantiles.items() %}
        {{ published_number('sums.expected * exp(' ~ z ~ ' * spreads.spread)') }}
            as {{ name }}_contacts,
        {%- endfor %}
        cast(coalesce(spreads.origins, 0) as integer) as origins,
        case
            when sums.expected is null then 'too_little_history'
            when spreads.spread is null then 'no_interval_yet'
        end as unknown_reason,
        as_of.as_of
    from series
    cross join {{ ref('int_as_of') }} as as_of
    cross join lengths
    left join {{ ref('int_forecast_accuracy') }} as accuracy
        on
            series.series_id = accuracy.series_id
            and series.last_day = accuracy.origin_date
            and accuracy.is_chosen
    left join sums
        on
            accuracy.series_id = sums.series_id
            and accuracy.method = sums.method
            and accuracy.origin_date = sums.origin_date
            and lengths.window_days = sums.window_days
    left join spreads
        on
            accuracy.series_id = spreads.series_id
            and accuracy.method = spreads.method
            and lengths.window_days = spreads.window_days
)

select * from final
