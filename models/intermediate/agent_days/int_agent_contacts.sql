{{ config(materialized='ephemeral') }}
-- Whom an agent served on which day: answered, solved, or took the call. Each contact once a day.
with tickets as (
    select * from {{ ref('int_tickets_scoped') }} where is_in_scope
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

call_ticket_links as (
    select * from {{ ref('int_call_ticket_links') }}
),

calls as (
    select * from {{ ref('int_calls') }} where outcome = 'answered'
),

served as (
    select
        messages.actor_id as agent_id,
        messages.occurred_at as served_at,
        'ticket|' || messages.ticket_id as contact_id
    from {{ ref('int_ticket_messages') }} as messages
    where messages.author_role = 'agent'
    union all
    select
        spans.actor_id as agent_id,
        spans.started_at as served_at,
        'ticket|' || spans.ticket_id as contact_id
    from {{ ref('int_ticket_status_spans') }} as spans
    inner join tickets
        on spans.ticket_id = tickets.ticket_id
    where spans.is_solve and coalesce(spans.actor_type, 'agent') = 'agent'
    union all
    select
        calls.agent_id,
        coalesce(calls.answered_at, calls.started_at) as served_at,
        coalesce(
            'ticket|' || coalesce(call_ticket_links.ticket_id, calls.ticket_id),
            'call|' || calls.root_call_id
        ) as contact_id
    from calls
    left join call_ticket_links
        on calls.root_call_id = call_ticket_links.call_id
),

reviewed as (
    select distinct
        contact_id,
        agent_id
    from {{ ref('int_quality_reviews') }}
),

final as (
    select
        served.agent_id,
        {{ report_date('served.served_at') }} as served_date,
        served.contact_id,
        max(case when coalesce(own.contact_id, everybody.contact_id) is not null then 1 else 0 end)
            as reviews
    from served
    left join reviewed as own
        on served.contact_id = own.contact_id and served.agent_id = own.agent_id
    left join reviewed as everybody
        on served.contact_id = everybody.contact_id and everybody.agent_id is null
    left join agents
        on served.agent_id = agents.agent_id
    where
        served.agent_id is not null
        and served.served_at is not null
        and not coalesce(agents.is_bot, false)
        and not coalesce(agents.is_test, false)
    group by 1, 2, 3
)

select * from final
