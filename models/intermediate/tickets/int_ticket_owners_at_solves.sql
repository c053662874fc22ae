{{ config(materialized='ephemeral') }}
-- Owner of a ticket at each of its solves. In one instant the source's own order of events decides;
-- where it gives none, and where nobody held the ticket, the agent who solved it did.
with solves as (
    select
        spans.ticket_id,
        spans.started_at as happened_at,
        spans.event_sequence,
        spans.span_number,
        case
            when not spans.is_from_event or coalesce(agents.is_bot, false) then null
            when agents.agent_id is not null or spans.actor_type = 'agent' then spans.actor_id
        end as solver_agent_id
    from {{ ref('int_ticket_status_spans') }} as spans
    left join {{ ref('int_agents_current') }} as agents
        on spans.actor_id = agents.agent_id
    where spans.is_solve
),

assignments as (
    select * from {{ ref('int_ticket_attribute_spans') }} where attribute = 'agent'
),

steps as (
    select
        ticket_id,
        happened_at,
        event_sequence,
        span_number,
        solver_agent_id,
        cast(null as integer) as change_number
    from solves
    union all
    select
        ticket_id,
        valid_from as happened_at,
        coalesce(event_sequence, 0) as event_sequence,
        cast(null as integer) as span_number,
        cast(null as {{ type_text() }}) as solver_agent_id,
        change_number
    from assignments
),

in_order as (
    select
        *,
        max(change_number) over (
            partition by ticket_id
            order by
                happened_at, event_sequence, case when span_number is null then 0 else 1 end
            rows between unbounded preceding and current row
        ) as held_number,
        max(case when span_number is null and event_sequence = 0 then 1 else 0 end) over (
            partition by ticket_id, happened_at
        ) = 1 and event_sequence = 0 as is_order_unknown
    from steps
),

final as (
    select
        in_order.ticket_id,
        in_order.span_number,
        case
            when in_order.is_order_unknown
                then coalesce(in_order.solver_agent_id, assignments.attribute_value)
            when assignments.ticket_id is not null
                then coalesce(assignments.attribute_value, in_order.solver_agent_id)
            else coalesce(tickets.assignee_id, in_order.solver_agent_id)
        end as agent_id
    from in_order
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on in_order.ticket_id = tickets.ticket_id
    left join assignments
        on
            in_order.ticket_id = assignments.ticket_id
            and in_order.held_number = assignments.change_number
    where in_order.span_number is not null
)

select * from final
