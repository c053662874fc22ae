{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

-- Spans of the schedules that service levels name, and of their child schedules. Times are texts
-- like 20250203T090000 in the schedule's zone.
with used as (
    select
        schedule_id,
        count(*) as level_count
    from {{ ref('servicenow_fivetran__service_levels') }}
    where schedule_id is not null
    group by schedule_id
),

schedules as (
    select
        used.schedule_id,
        -- A floating schedule has no zone.
        coalesce(nullif(schedules.time_zone, ''), {{ sql_text(var('report_timezone')) }})
            as timezone,
        row_number() over (order by used.level_count desc, used.schedule_id) = 1 as is_default
    from used
    left join {{ source_rows('servicenow_fivetran', 'cmn_schedule') }} as schedules
        on used.schedule_id = schedules.sys_id
),

parts as (
    select
        schedule_id,
        schedule_id as part_id,
        false as is_excluded
    from schedules
    union
    select
        schedules.schedule_id,
        others.child_schedule_value as part_id,
        others.type = 'exclude' as is_excluded
    from schedules
    inner join {{ source_rows('servicenow_fivetran', 'cmn_other_schedule') }} as others
        on schedules.schedule_id = others.schedule_value
),

final as (
    select
        schedules.schedule_id,
        schedules.timezone,
        schedules.is_default,
        parts.is_excluded or coalesce(spans.type = 'exclude', false) as is_holiday,
        spans.name,
        spans.repeat_type,
        spans.yearly_type,
        spans.days_of_week,
        {{ safe_boolean('spans.all_day') }} as is_all_day,
        {%- for moment in ['start', 'end'] %}
        {%- set text = 'spans.' ~ moment ~ '_date_time' %}
        substr({{ text }}, 10, 2) || ':' || substr({{ text }}, 12, 2) as {{ moment }}_time,
        {{ safe_date(
            'left(' ~ text ~ ", 4) || '-' || substr(" ~ text ~ ", 5, 2) || '-' || substr("
            ~ text ~ ', 7, 2)'
        ) }} as {{ moment }}_day,
        {%- endfor %}
        spans._fivetran_synced
    from parts
    inner join schedules
        on parts.schedule_id = schedules.schedule_id
    inner join {{ source_rows('servicenow_fivetran', 'cmn_schedule_span') }} as spans
        on parts.part_id = spans.schedule_value
)

select * from final
