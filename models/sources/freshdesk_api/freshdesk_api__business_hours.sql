{{ config(enabled=is_source_enabled('freshdesk_api')) }}

-- Days by their English names, hours as 8:00 am; 11:59 pm is midnight. Days without an entry are
-- closed.
with calendars as (
    select * from {{ newest_rows('freshdesk_api', 'business_hours') }} as calendars
),

days as (
    {%- for weekday in [
        'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'
    ] %}
    select
        id,
        time_zone,
        '{{ loop.index }}' as iso_weekday,
        {{ json_text('working_hours', [weekday, 'start_time']) }} as opens_at,
        {{ json_text('working_hours', [weekday, 'end_time']) }} as closes_at
    from calendars
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

minutes as (
    select
        id,
        time_zone,
        iso_weekday,
        {%- for moment in ['opens_at', 'closes_at'] %}
        {{ safe_integer("split_part(" ~ moment ~ ", ':', 1)") }} % 12 * 60
        + {{ safe_integer("left(split_part(" ~ moment ~ ", ':', 2), 2)") }}
        + case when lower({{ moment }}) like '%pm' then 720 else 0 end as {{ moment }}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from days
    where opens_at is not null and closes_at is not null
),

final as (
    select
        'freshdesk' as source_system,
        id as schedule_id,
        iso_weekday,
        {{ clock_text('opens_at') }} as open_time,
        case
            when closes_at in (0, 1439) then '24:00'
            else {{ clock_text('closes_at') }}
        end as close_time,
        time_zone as timezone
    from minutes
)

select * from final
