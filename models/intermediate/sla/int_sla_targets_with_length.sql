{{ config(materialized='ephemeral') }}
-- Promises to which nobody gave a length need no clock.
with promises as (
    select * from {{ ref('int_sla_targets_started') }}
),

policies as (
    select * from {{ ref('int_sla_ticket_policies') }}
),

final as (
    select promises.*
    from promises
    inner join (
        select distinct
            policies.ticket_id,
            versions.metric
        from policies
        inner join {{ ref('int_sla_policy_versions') }} as versions
            on policies.policy_id = versions.policy_id
        union
        select
            promises.ticket_id,
            promises.metric
        from promises
        cross join (select count(*) as row_count from {{ ref('deadline_defaults') }}) as defaults
        where promises.metric = 'resolution' and defaults.row_count > 0
    ) as with_length
        on
            promises.ticket_id = with_length.ticket_id
            and promises.metric = with_length.metric
)

select * from final
