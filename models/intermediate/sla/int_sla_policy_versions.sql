with policies as (
    select * from {{ ref('stg_helpdesk__sla_policies') }}
),

followed as (
    select
        *,
        lead(valid_from) over (
            partition by policy_id, metric, priority order by valid_from nulls first
        ) as next_valid_from
    from policies
),

final as (
    select
        policy_id,
        metric,
        priority,
        target_seconds,
        is_business_hours,
        schedule_id,
        valid_from,
        -- A version holds until its end or until the next one, whichever comes first.
        least(valid_to, next_valid_from) as valid_to
    from followed
)

select * from final
