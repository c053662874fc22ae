{%- set days = 7 * (var('peak_hours_weeks') | int) -%}

with dates as (
    select * from {{ ref('dim_dates') }}
),

reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

last_week as (
    select max(dates.week_end_date) as week_end_date
    from dates
    cross join reporting_bounds
    where dates.week_end_date < reporting_bounds.as_of_date
),

-- What began within these weeks would look rare in the days before it: they are left out, but for
-- the last week.
begun as (
    select max({{ report_date('covered_from') }}) as first_date
    from {{ ref('int_source_coverage') }}
    where raw_table in ('tickets', 'calls')
),

final as (
    select
        dates.date_day,
        dates.iso_weekday
    from dates
    cross join last_week
    cross join reporting_bounds
    cross join begun
    where
        dates.date_day > {{ date_add_days('last_week.week_end_date', '-' ~ days) }}
        and dates.date_day <= last_week.week_end_date
        and dates.date_day >= greatest(
            reporting_bounds.first_date,
            least(begun.first_date, {{ date_add_days('last_week.week_end_date', -6) }})
        )
)

select * from final
