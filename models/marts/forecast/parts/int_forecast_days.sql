with series_days as (
    select * from {{ ref('int_forecast_series_days') }}
    where
        date_day > last_day
        and date_day <= {{ date_add_days('last_day', var('forecast_horizon_days') | int) }}
),

forecasts as (
    select * from {{ ref('int_forecasts') }}
),

accuracy as (
    select * from {{ ref('int_forecast_accuracy') }} where is_chosen
),

intervals as (
    select * from {{ ref('int_forecast_intervals') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

chosen as (
    select forecasts.*
    from forecasts
    inner join accuracy
        on
            forecasts.series_id = accuracy.series_id
            and forecasts.origin_date = accuracy.origin_date
            and forecasts.method = accuracy.method
    where forecasts.origin_date = forecasts.last_day
),

final as (
    select
        series_days.contact_kind,
        series_days.slice_name,
        series_days.slice_value,
        series_days.date_day as forecast_date,
        cast({{ days_between('series_days.last_day', 'series_days.date_day') }} as integer)
            as horizon_days,
        series_days.last_day as origin_date,
        chosen.method,
        {{ published_number('chosen.expected') }} as expected_contacts,
        {{ published_number('chosen.expected * intervals.low_factor') }} as low_contacts,
        {{ published_number('chosen.expected * intervals.p80_factor') }} as expected_p80,
        {{ published_number('chosen.expected * intervals.high_factor') }} as high_contacts,
        series_days.is_holiday,
        case
            when chosen.expected is null then 'too_little_history'
            when intervals.low_factor is null then 'no_interval_yet'
        end as unknown_reason,
        as_of.as_of
    from series_days
    cross join as_of
    left join chosen
        on
            series_days.series_id = chosen.series_id
            and series_days.date_day = chosen.forecast_date
    left join intervals
        on
            chosen.series_id = intervals.series_id
            and chosen.method = intervals.method
            and chosen.origin_date = intervals.origin_date
            and chosen.horizon_week = intervals.horizon_week
)

select * from final
