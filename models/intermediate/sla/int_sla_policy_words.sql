{{ config(materialized='ephemeral') }}
with policies as (
    select
        policy_id,
        metric,
        priority,
        {{ mapping_key('raw_priority') }} as priority_word,
        target_seconds,
        is_business_hours,
        schedule_id,
        pausing_statuses,
        coalesce(valid_from, cast('0001-01-01' as {{ type_timestamp() }})) as valid_from,
        valid_to,
        row_number() over (
            partition by
                policy_id,
                metric,
                {{ mapping_key('raw_priority') }},
                coalesce(valid_from, cast('0001-01-01' as {{ type_timestamp() }}))
            order by target_seconds, updated_at desc
        ) as rank_of_version
    from {{ ref('stg_helpdesk__sla_policies') }}
    where metric != 'other'
),

-- A version holds until its end or until the next one, whichever comes first.
final as (
    select
        *,
        least(
            valid_to,
            lead(valid_from) over (
                partition by policy_id, metric, priority_word order by valid_from
            )
        ) as held_until
    from policies
    where rank_of_version = 1
)

select * from final
