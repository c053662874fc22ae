{#- The week whose days are repeated is the last whole one before the origin. -#}
{%- set days_ahead = days_between('levels.origin_date', 'series_days.date_day') -%}
{%- set weeks_ahead = 'cast(floor((' ~ days_ahead ~ ' + 6) / 7.0) as integer)' -%}
{%- set methods = {
    'seasonal_naive': 'copied',
    'weekday_mean': 'expected * holiday_factor',
    'smoothed': 'smoothed * holiday_factor',
    'combined': '(expected + smoothed) / 2 * holiday_factor',
} -%}
{%- set longest_horizon = [37, var('forecast_horizon_days') | int] | max -%}

with series_days as (
    select * from {{ ref('int_forecast_series_days') }}
),

levels as (
    select * from {{ ref('int_forecast_levels') }}
),

holiday_factors as (
    select * from {{ ref('int_forecast_holiday_factors') }}
),

ahead as (
    select
        series_days.*,
        levels.origin_date,
        {{ days_between('levels.origin_date', 'series_days.date_day') }} as horizon_days,
        {{ weeks_ahead }} as horizon_week,
        levels.expected,
        levels.smoothed,
        case when series_days.is_holiday then holiday_factors.holiday_factor else 1 end
            as holiday_factor
    from series_days
    inner join levels
        on
            series_days.series_id = levels.series_id
            and series_days.iso_weekday = levels.iso_weekday
            and series_days.date_day > levels.origin_date
            and series_days.date_day <= {{ date_add_days('levels.origin_date', longest_horizon) }}
    inner join holiday_factors
        on
            levels.contact_kind = holiday_factors.contact_kind
            and levels.origin_date = holiday_factors.origin_date
),

with_copies as (
    select
        ahead.*,
        copied_days.arrivals as copied
    from ahead
    inner join series_days as copied_days
        on
            ahead.series_id = copied_days.series_id
            and copied_days.date_day
            = {{ date_add_days('ahead.date_day', '(-7 * ahead.horizon_week)') }}
),

final as (
    {%- for method, expected in methods.items() %}
    {{ 'union all' if not loop.first }}
    select
        series_id,
        contact_kind,
        slice_name,
        slice_value,
        origin_date,
        last_day,
        date_day as forecast_date,
        horizon_days,
        horizon_week,
        '{{ method }}' as method,
        cast({{ expected }} as {{ type_double() }}) as expected,
        arrivals
    from with_copies
    {%- endfor %}
)

select * from final
