{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- Which business hours a holiday belongs to is not delivered: it closes all of them. Days that come
-- again every year at their date are told once.
{%- set months = [
    'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
    'October', 'November', 'December',
] %}
with holidays as (
    select
        *,
        {{ safe_date('activity_date') }} as single_day,
        case recurrence_month_of_year
            {%- for month in months %}
            when '{{ month }}' then {{ loop.index }}
            {%- endfor %}
        end as month_number,
        {{ safe_integer('recurrence_day_of_month') }} as day_number
    from {{ source_rows('salesforce_fivetran', 'holiday') }} as holidays
    where coalesce({{ safe_boolean('is_all_day') }}, true)
),

dates as (
    select date_day
    from {{ generate_dates(
        "(select coalesce(min(" ~ safe_date('created_date') ~ "), current_date) from "
        ~ source_rows('salesforce_fivetran', 'case') ~ ' as cases)',
        "cast('" ~ (run_started_at.year + 1) ~ "-12-31' as date)"
    ) }} as days
),

final as (
    select distinct
        'salesforce' as source_system,
        schedules.schedule_id,
        dates.date_day as holiday_date,
        holidays.name,
        {{ utc_text('holidays._fivetran_synced') }} as loaded_at
    from holidays
    inner join dates
        on
            holidays.single_day = dates.date_day
            and not coalesce({{ safe_boolean('holidays.is_recurrence') }}, false)
            or holidays.recurrence_type = 'RecursYearly'
            and holidays.month_number = extract(month from dates.date_day)
            and holidays.day_number = extract(day from dates.date_day)
    cross join (
        select distinct schedule_id from {{ ref('salesforce_fivetran__business_hours') }}
    ) as schedules
)

select * from final
