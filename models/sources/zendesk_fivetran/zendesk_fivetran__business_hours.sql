{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

-- An interval is a span of minutes since Sunday midnight by the schedule's own clock. In UTC it is
-- given with one offset for the whole year, which is wrong for half of it.
with intervals as (
    select
        id,
        time_zone,
        {{ safe_integer('start_time') }} as start_minute,
        {{ safe_integer('end_time') }} as end_minute,
        _fivetran_synced
    from {{ source_rows('zendesk_fivetran', 'schedule') }} as schedules
    where not coalesce({{ safe_boolean('_fivetran_deleted') }}, false)
),

-- Cut at midnight: Sunday is day 0.
days as (
    select
        intervals.*,
        numbers.number_value as day_number,
        greatest(intervals.start_minute - numbers.number_value * 1440, 0) as opens_at,
        least(intervals.end_minute - numbers.number_value * 1440, 1440) as closes_at
    from intervals
    inner join {{ generate_numbers(6) }} as numbers
        on
            intervals.start_minute < (numbers.number_value + 1) * 1440
            and intervals.end_minute > numbers.number_value * 1440
),

final as (
    select
        'zendesk' as source_system,
        id as schedule_id,
        case when day_number = 0 then 7 else day_number end as iso_weekday,
        {{ clock_text('opens_at') }} as open_time,
        {{ clock_text('closes_at') }} as close_time,
        time_zone as timezone,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from days
)

select * from final
