{{ config(materialized='ephemeral') }}
-- Which policy a ticket had when: its own, or as its events tell.
with changes as (
    select * from {{ ref('int_ticket_attribute_spans') }} where attribute = 'sla_policy'
),

final as (
    select
        ticket_id,
        attribute_value as policy_id,
        valid_from,
        valid_to
    from changes
    union all
    select
        tickets.ticket_id,
        tickets.sla_policy_id as policy_id,
        tickets.created_at as valid_from,
        cast(null as {{ type_timestamp() }}) as valid_to
    from {{ ref('int_tickets_scoped') }} as tickets
    left join (select distinct ticket_id from changes) as changed
        on tickets.ticket_id = changed.ticket_id
    where changed.ticket_id is null and tickets.sla_policy_id is not null
)

select * from final
