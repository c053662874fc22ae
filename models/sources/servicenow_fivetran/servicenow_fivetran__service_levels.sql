{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

-- The service levels of a task: the newest of each kind that was not cancelled, which happens when
-- the priority changes.
with levels as (
    select
        levels.task_value,
        levels.planned_end_time,
        levels.has_breached,
        definitions.sys_id as definition_id,
        definitions.target,
        nullif(definitions.schedule_value, '') as schedule_id,
        row_number() over (
            partition by levels.task_value, definitions.target
            order by levels.start_time desc, levels.sys_id desc
        ) as newest
    from {{ source_rows('servicenow_fivetran', 'task_sla') }} as levels
    inner join {{ source_rows('servicenow_fivetran', 'contract_sla') }} as definitions
        on levels.sla_value = definitions.sys_id
    where levels.stage <> 'cancelled' and definitions.target in ('response', 'resolution')
),

final as (
    select * from levels where newest = 1
)

select * from final
