{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

-- Whole days that a schedule leaves out, once or every year at the same date.
with holidays as (
    select * from {{ ref('servicenow_fivetran__spans') }} where is_holiday and is_all_day
),

dates as (
    select date_day
    from {{ generate_dates(
        "(select coalesce(min(" ~ safe_date('created_at') ~ "), current_date) from "
        ~ ref('servicenow_fivetran__tickets') ~ ')',
        "cast('" ~ (run_started_at.year + 1) ~ "-12-31' as date)"
    ) }} as days
),

final as (
    select distinct
        'servicenow' as source_system,
        holidays.schedule_id,
        dates.date_day as holiday_date,
        holidays.name,
        {{ utc_text('holidays._fivetran_synced') }} as loaded_at
    from holidays
    inner join dates
        on
            coalesce(holidays.repeat_type, '') = ''
            and dates.date_day between holidays.start_day and holidays.end_day
            or holidays.repeat_type = 'yearly'
            and coalesce(holidays.yearly_type, '') in ('', 'doy')
            and extract(month from dates.date_day) = extract(month from holidays.start_day)
            and extract(day from dates.date_day) = extract(day from holidays.start_day)
)

select * from final
