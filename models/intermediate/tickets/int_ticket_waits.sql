with tickets as (
    select
        tickets.*,
        openings.ticket_id is not null as is_opened_by_desk
    from {{ ref('int_tickets_scoped') }} as tickets
    left join {{ ref('int_ticket_openings') }} as openings
        on tickets.ticket_id = openings.ticket_id
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
        case when is_inbound and not is_opened_by_desk then 'customer' else 'agent' end
            as author_role,
        0 as role_order,
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
        case when author_role = 'customer' then 1 else 2 end as role_order,
        case when author_role = 'agent' then actor_id end as agent_id,
        event_id
    from messages
    where author_role in ('customer', 'agent', 'unknown') and not is_not_after_creation
    union all
    select
        ticket_id,
        started_at as occurred_at,
        event_sequence as turn_sequence,
        'solved' as author_role,
        3 as role_order,
        cast(null as {{ type_text() }}) as agent_id,
        cast(null as {{ type_text() }}) as event_id
    from status_spans
    where is_solve
),

ordered as (
    select
        *,
        lag(author_role) over spoken as previous_role
    from turns
    window spoken as (
        partition by ticket_id order by occurred_at, turn_sequence, role_order, event_id
    )
),

-- Of several messages in a row of one side only the first counts.
openings as (
    select
        *,
        lead(occurred_at) over spoken as next_at,
        lead(author_role) over spoken as next_role,
        lead(agent_id) over spoken as next_agent_id,
        lead(event_id) over spoken as next_event_id
    from ordered
    where author_role is distinct from previous_role
    window spoken as (
        partition by ticket_id order by occurred_at, turn_sequence, role_order, event_id
    )
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
        case when next_role = 'solved' then next_at end as closed_unanswered_at,
        case when next_role = 'unknown' then next_at end as author_unknown_at
    from openings
    -- Since when a customer waits who writes after nobody knows whom, nobody knows either.
    where author_role = 'customer' and previous_role is distinct from 'unknown'
)

select * from final
