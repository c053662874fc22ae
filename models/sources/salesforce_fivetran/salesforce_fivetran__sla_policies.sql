{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- Entitlement processes are not delivered, but every case tells the target that it got: each target
-- of a first reply is a policy, for whatever priority.
with priorities as (
    select distinct priority
    from {{ source_rows('salesforce_fivetran', 'case') }} as cases
    where priority <> ''
),

targets as (
    select distinct
        policy_id,
        target_minutes,
        business_hours_id
    from {{ ref('salesforce_fivetran__milestones') }}
    where metric = 'first_reply' and target_minutes is not null
),

final as (
    select
        'salesforce' as source_system,
        targets.policy_id,
        'first_reply' as metric,
        priorities.priority,
        {{ times_sixty('targets.target_minutes') }} as target_seconds,
        targets.business_hours_id is not null as business_hours_flag,
        targets.business_hours_id as schedule_id
    from targets
    cross join priorities
)

select * from final
