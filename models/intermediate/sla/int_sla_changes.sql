{{ config(materialized='ephemeral') }}
-- What changes on a ticket that decides about its promises: for every metric, or for one.
with own_policies as (
    select * from {{ ref('int_sla_ticket_policies') }}
),

versions as (
    select distinct
        own_policies.ticket_id,
        boundaries.metric,
        boundaries.changes_at
    from own_policies
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
        cast(null as {{ type_text() }}) as metric,
        started_at as cut_at,
        'status' as kind,
        span_number as change_number
    from {{ ref('int_ticket_status_spans') }}
    union all
    select
        ticket_id,
        cast(null as {{ type_text() }}) as metric,
        valid_from as cut_at,
        'priority' as kind,
        change_number
    from {{ ref('int_ticket_attribute_spans') }}
    where attribute = 'priority'
    union all
    select
        ticket_id,
        cast(null as {{ type_text() }}) as metric,
        valid_from as cut_at,
        'policy' as kind,
        policy_number as change_number
    from own_policies
    union all
    select
        ticket_id,
        metric,
        changes_at as cut_at,
        'version' as kind,
        0 as change_number
    from versions
)

select * from final
