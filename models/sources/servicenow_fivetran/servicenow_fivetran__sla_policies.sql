{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

-- Conditions of definitions are free, and each ticket names its own definition: the target is the
-- same for every priority. Durations are instants counted from the beginning of 1970.
with priorities as (
    select word as priority
    from {{ ref('servicenow_fivetran__words') }}
    where fieldname = 'priority'
),

definitions as (
    select
        *,
        {{ seconds_between(
            "cast('1970-01-01 00:00:00' as " ~ type_timestamp() ~ ')',
            safe_timestamp(utc_text('duration'))
        ) }} as target_seconds
    from {{ source_rows('servicenow_fivetran', 'contract_sla') }} as definitions
    where target = 'response'
),

final as (
    select
        'servicenow' as source_system,
        definitions.sys_id as policy_id,
        'first_reply' as metric,
        priorities.priority,
        cast(definitions.target_seconds as {{ type_integer() }}) as target_seconds,
        definitions.schedule_value <> '' as business_hours_flag,
        nullif(definitions.schedule_value, '') as schedule_id,
        {{ utc_text('definitions._fivetran_synced') }} as loaded_at
    from definitions
    cross join priorities
    where definitions.target_seconds > 0
)

select * from final
