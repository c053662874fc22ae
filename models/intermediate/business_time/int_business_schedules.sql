with business_hours as (
    select * from {{ ref('stg_helpdesk__business_hours') }}
),

-- The schedule that counts where a ticket names none: the one marked so, or the only one.
ranked as (
    select
        schedule_id,
        max(case when is_default then 1 else 0 end) as is_marked_default,
        count(*) over () as schedule_count
    from business_hours
    group by schedule_id
),

default_schedule as (
    select min(schedule_id) as schedule_id
    from ranked
    where is_marked_default = 1 or schedule_count = 1
),

final as (
    select
        ranked.schedule_id,
        ranked.schedule_id = default_schedule.schedule_id as is_default
    from ranked
    cross join default_schedule
    union all
    select
        'always_open' as schedule_id,
        default_schedule.schedule_id is null as is_default
    from default_schedule
)

select * from final
