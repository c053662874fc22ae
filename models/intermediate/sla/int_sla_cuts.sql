{{ config(materialized='ephemeral') }}
-- The instants at which a promise starts, or at which something changes that decides about it. Each
-- carries the number of what is in force from then, so that one pass in time finds the rest.
with promises as (
    select * from {{ ref('int_sla_targets_with_length') }}
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

changes as (
    select
        ticket_id,
        started_at as cut_at,
        'status' as kind,
        span_number as change_number
    from {{ ref('int_ticket_status_spans') }}
    union all
    select
        ticket_id,
        valid_from as cut_at,
        'priority' as kind,
        change_number
    from {{ ref('int_ticket_attribute_spans') }}
    where attribute = 'priority'
    union all
    select
        ticket_id,
        valid_from as cut_at,
        'policy' as kind,
        policy_number as change_number
    from {{ ref('int_sla_ticket_policies') }}
),

versions as (
    select distinct
        own_policies.ticket_id,
        boundaries.metric,
        boundaries.changes_at
    from {{ ref('int_sla_ticket_policies') }} as own_policies
    inner join (
        {%- for boundary in ['valid_from', 'valid_to'] %}
        {{ 'union' if not loop.first }}
        select
            policy_id,
            metric,
            {{ boundary }} as changes_at
        from {{ ref('int_sla_policy_versions') }}
        {%- endfor %}
    ) as boundaries
        on own_policies.policy_id = boundaries.policy_id
    cross join {{ ref('int_as_of') }} as as_of
    where boundaries.changes_at <= as_of.as_of
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
    inner join changes
        on lives.ticket_id = changes.ticket_id
    union all
    select
        lives.ticket_id,
        lives.metric,
        versions.changes_at as cut_at,
        'version' as kind,
        0 as change_number
    from lives
    inner join versions
        on
            lives.ticket_id = versions.ticket_id
            and lives.metric = versions.metric
            and lives.first_started_at < versions.changes_at
            and lives.last_ended_at > versions.changes_at
)

select * from final
