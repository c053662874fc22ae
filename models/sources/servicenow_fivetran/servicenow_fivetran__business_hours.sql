{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

-- Weekdays are digits from 1, Monday; the end of a day is 23:59:59 or the midnight after it.
with spans as (
    select
        *,
        case repeat_type
            when 'weekdays' then '12345'
            when 'weekends' then '67'
            when 'daily' then '1234567'
            when 'weekMWF' then '135'
            when 'weekTT' then '24'
            when 'weekly'
                then coalesce(
                    nullif(days_of_week, ''),
                    cast({{ day_of_week_iso('start_day') }} as {{ type_text() }})
                )
        end as weekdays
    from {{ ref('servicenow_fivetran__spans') }}
    where not is_holiday
),

final as (
    select
        'servicenow' as source_system,
        spans.schedule_id,
        numbers.number_value as iso_weekday,
        spans.start_time as open_time,
        case when spans.end_time in ('00:00', '23:59') then '24:00' else spans.end_time end
            as close_time,
        spans.timezone,
        {{ utc_text('spans._fivetran_synced') }} as loaded_at
    from spans
    inner join {{ generate_numbers(7) }} as numbers
        on spans.weekdays like '%' || cast(numbers.number_value as {{ type_text() }}) || '%'
)

select * from final
