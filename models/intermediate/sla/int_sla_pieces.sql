{{ config(materialized='ephemeral') }}
{%- set life = ['promises.started_at', 'promises.ended_at'] -%}
-- The statuses of a ticket follow each other from its creation without a gap, and so do priorities,
-- policies and their versions where there are any: a promise is cut by joining all that it meets.
with promises as (
    select
        *,
        coalesce(fulfilled_at, withdrawn_at) as ended_at
    from {{ ref('int_sla_promises') }}
),

statuses as (
    select
        *,
        started_at as valid_from,
        ended_at as valid_to
    from {{ ref('int_ticket_status_spans') }}
),

priorities as (
    select * from {{ ref('int_ticket_attribute_spans') }} where attribute = 'priority'
),

pieces as (
    select
        promises.*,
        greatest(
            promises.started_at,
            statuses.valid_from,
            priorities.valid_from,
            policies.valid_from,
            versions.valid_from
        ) as valid_from,
        least(
            promises.ended_at,
            statuses.valid_to,
            priorities.valid_to,
            policies.valid_to,
            versions.valid_to
        ) as valid_to,
        statuses.status_group,
        statuses.raw_status,
        coalesce(priorities.attribute_value, tickets.priority) as priority,
        case when priorities.ticket_id is null then tickets.raw_priority else priorities.raw_value
        end as raw_priority,
        policies.policy_id,
        tickets.business_schedule_id
    from promises
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on promises.ticket_id = tickets.ticket_id
    inner join statuses
        on
            promises.ticket_id = statuses.ticket_id
            and {{ is_met_by_span(life[0], life[1], 'statuses') }}
    left join priorities
        on
            promises.ticket_id = priorities.ticket_id
            and {{ is_met_by_span(life[0], life[1], 'priorities') }}
    left join {{ ref('int_sla_ticket_policies') }} as policies
        on
            promises.ticket_id = policies.ticket_id
            and {{ is_met_by_span(life[0], life[1], 'policies') }}
    left join {{ ref('int_sla_version_spans') }} as versions
        on
            policies.policy_id = versions.policy_id
            and promises.metric = versions.metric
            and {{ is_met_by_span(life[0], life[1], 'versions') }}
),

final as (
    select
        ticket_id,
        metric,
        target_number,
        valid_from,
        valid_to,
        coalesce(valid_to = ended_at, valid_to is null) as is_last_piece,
        status_group,
        raw_status,
        priority,
        {{ mapping_key('raw_priority') }} as priority_word,
        policy_id,
        business_schedule_id
    from pieces
    where
        valid_to is null
        or valid_to > valid_from
        -- A promise that was kept in its first instant.
        or ended_at = started_at
)

select * from final
