{{ config(materialized='ephemeral') }}
-- Promises that somebody gave a length: of a policy that names the metric, whenever the ticket had
-- it, or of the defaults for a solve. The others need no clock.
with started as (
    select * from {{ ref('int_sla_targets_started') }}
),

with_length as (
    select distinct
        policies.ticket_id,
        versions.metric
    from {{ ref('int_sla_ticket_policies') }} as policies
    inner join (
        select distinct
            policy_id,
            metric
        from {{ ref('int_sla_policy_versions') }}
    ) as versions
        on policies.policy_id = versions.policy_id
    union
    select
        started.ticket_id,
        started.metric
    from started
    cross join (select count(*) as row_count from {{ ref('deadline_defaults') }}) as defaults
    where started.metric = 'resolution' and defaults.row_count > 0
),

final as (
    select started.*
    from started
    inner join with_length
        on
            started.ticket_id = with_length.ticket_id
            and started.metric = with_length.metric
)

select * from final
