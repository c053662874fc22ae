{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- A day without times is closed; its end at midnight is 00:00, and 00:00 to 00:00 is the whole day.
{%- set days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] %}
with days as (
    {%- for day in days %}
    {{ 'union all' if not loop.first }}
    select
        id,
        {{ loop.index }} as iso_weekday,
        left({{ day }}_start_time, 5) as open_time,
        left({{ day }}_end_time, 5) as close_time,
        time_zone_sid_key,
        _fivetran_synced
    from {{ source_rows('salesforce_fivetran', 'business_hours') }} as business_hours
    {%- endfor %}
),

final as (
    select
        'salesforce' as source_system,
        id as schedule_id,
        iso_weekday,
        open_time,
        case close_time when '00:00' then '24:00' else close_time end as close_time,
        time_zone_sid_key as timezone,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from days
    where open_time <> '' and close_time <> ''
)

select * from final
