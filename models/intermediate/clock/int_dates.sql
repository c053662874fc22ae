with reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

days as (
    select dates.date_day
    from {{ generate_dates(
        '(select ' ~ date_add_days("cast(date_trunc('year', first_date) as date)", 0)
            ~ ' from reporting_bounds)',
        '(select ' ~ date_add_days("cast(date_trunc('year', as_of_date) as date)", 730)
            ~ ' from reporting_bounds)'
    ) }} as dates
),

numbered as (
    select
        date_day,
        {{ day_of_week_iso('date_day') }} as iso_weekday,
        cast(date_trunc('month', date_day) as date) as month_start_date,
        cast(date_trunc('quarter', date_day) as date) as quarter_start_date,
        {{ week_start('date_day') }} as week_start_date,
        -- The Thursday of a date's ISO week lies in the year that the week belongs to.
        {{ date_add_days('date_day', '(4 - ' ~ day_of_week_iso('date_day') ~ ')') }}
            as iso_thursday,
        cast({{ days_between("cast('1970-01-01' as date)", 'date_day') }} as integer) as epoch_day
    from days
),

final as (
    select
        date_day,
        cast(extract(year from date_day) as integer) as year_number,
        cast(extract(quarter from date_day) as integer) as quarter_number,
        cast(extract(month from date_day) as integer) as month_number,
        cast(extract(day from date_day) as integer) as day_of_month,
        cast(iso_weekday as integer) as iso_weekday,
        cast(extract(year from iso_thursday) as integer) as iso_year,
        cast(
            floor(
                {{ days_between("cast(date_trunc('year', iso_thursday) as date)", 'iso_thursday') }}
                / 7.0
            ) + 1 as integer
        ) as iso_week,
        week_start_date,
        {{ date_add_days('week_start_date', 6) }} as week_end_date,
        month_start_date,
        {{ date_add_days(
            "cast(date_trunc('month', " ~ date_add_days('month_start_date', 31) ~ ") as date)", -1
        ) }} as month_end_date,
        quarter_start_date,
        {{ date_add_days(
            "cast(date_trunc('month', " ~ date_add_days('quarter_start_date', 93) ~ ") as date)", -1
        ) }} as quarter_end_date,
        {{ jalali_date_parts('epoch_day', 'year') }} as jalali_year,
        {{ jalali_date_parts('epoch_day', 'month') }} as jalali_month,
        {{ jalali_date_parts('epoch_day', 'day') }} as jalali_day
    from numbered
)

select * from final
