with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

messages as (
    select * from {{ ref('int_ticket_messages') }}
),

status_spans as (
    select * from {{ ref('int_ticket_status_spans') }}
),

-- Who spoke when. A solve ends the customer's wait: what is answered after it is a new question.
turns as (
    select
        ticket_id,
        created_at as occurred_at,
        -1 as turn_sequence,
        case when is_inbound then 'customer' else 'agent' end as author_role,
        cast(null as {{ type_text() }}) as agent_id,
        cast(null as {{ type_text() }}) as event_id
    from tickets
    where is_in_scope
    union all
    select
        ticket_id,
        occurred_at,
        coalesce(event_sequence, 0) as turn_sequence,
        author_role,
        case when author_role = 'agent' then actor_id end as agent_id,
        event_id
    from messages
    where author_role in ('customer', 'agent') and not is_not_after_creation
    union all
    select
        ticket_id,
        started_at as occurred_at,
        event_sequence as turn_sequence,
        'solved' as author_role,
        cast(null as {{ type_text() }}) as agent_id,
        cast(null as {{ type_text() }}) as event_id
    from status_spans
    where is_solve
),

ranked as (
    select
        *,
        case author_role when 'customer' then 1 when 'agent' then 2 else 3 end as role_order
    from turns
),

ordered as (
    select
        *,
        lag(author_role) over (
            partition by ticket_id
            order by occurred_at, turn_sequence, role_order, event_id
        ) as previous_role
    from ranked
),

-- Of several messages in a row of one side only the first counts.
openings as (
    select
        *,
        lead(occurred_at) over (
            partition by ticket_id order by occurred_at, turn_sequence, role_order, event_id
        ) as next_at,
        lead(author_role) over (
            partition by ticket_id order by occurred_at, turn_sequence, role_order, event_id
        ) as next_role,
        lead(agent_id) over (
            partition by ticket_id order by occurred_at, turn_sequence, role_order, event_id
        ) as next_agent_id,
        lead(event_id) over (
            partition by ticket_id order by occurred_at, turn_sequence, role_order, event_id
        ) as next_event_id
    from ordered
    where author_role is distinct from previous_role
),

final as (
    select
        ticket_id,
        row_number() over (
            partition by ticket_id order by occurred_at, turn_sequence, event_id nulls last
        ) as wait_number,
        turn_sequence = -1 as is_from_creation,
        occurred_at as waiting_since,
        case when next_role = 'agent' then next_at end as replied_at,
        case when next_role = 'agent' then next_agent_id end as agent_id,
        case when next_role = 'agent' then next_event_id end as reply_id,
        case when next_role = 'solved' then next_at end as closed_unanswered_at
    from openings
    where author_role = 'customer'
)

select * from final
