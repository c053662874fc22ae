{{ config(materialized='ephemeral') }}
-- The instants at which a promise starts, or at which something changes that decides about it. Each
-- carries the number of what is in force from then, so that one pass in time finds the rest.
with started as (
    select * from {{ ref('int_sla_targets_started') }}
),

-- Promises to which nobody gave a length need no clock.
with_length as (
    select distinct
        policies.ticket_id,
        versions.metric
    from {{ ref('int_sla_ticket_policies') }} as policies
    inner join {{ ref('int_sla_policy_versions') }} as versions
        on policies.policy_id = versions.policy_id
    union
    select
        started.ticket_id,
        started.metric
    from started
    cross join (select count(*) as row_count from {{ ref('deadline_defaults') }}) as defaults
    where started.metric = 'resolution' and defaults.row_count > 0
),

promises as (
    select started.*
    from started
    inner join with_length
        on
            started.ticket_id = with_length.ticket_id
            and started.metric = with_length.metric
),

lives as (
    select
        ticket_id,
        metric,
        min(started_at) as first_started_at,
        max(coalesce(fulfilled_at, withdrawn_at, cast('9999-12-31' as {{ type_timestamp() }})))
            as last_ended_at
    from promises
    group by 1, 2
),

final as (
    select
        ticket_id,
        metric,
        started_at as cut_at,
        'target' as kind,
        target_number as change_number
    from promises
    union all
    select
        lives.ticket_id,
        lives.metric,
        changes.cut_at,
        changes.kind,
        changes.change_number
    from lives
    inner join {{ ref('int_sla_changes') }} as changes
        on lives.ticket_id = changes.ticket_id
    where
        changes.metric is null
        -- A version that begins or ends while the promise lives.
        or (
            lives.metric = changes.metric
            and lives.first_started_at < changes.cut_at
            and lives.last_ended_at > changes.cut_at
        )
)

select * from final
