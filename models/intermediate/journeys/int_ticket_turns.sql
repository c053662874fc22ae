{{ config(materialized='ephemeral') }}
{%- set turn_seconds = variable_seconds('turn_gap_minutes') -%}

with tickets as (
    select
        tickets.*,
        -- Greeted by the desk, the customer has not said anything yet.
        coalesce(responses.is_opened_by_desk, false)
        and tickets.created_by_type != 'agent' as is_greeted
    from {{ ref('int_tickets_scoped') }} as tickets
    inner join {{ ref('int_ticket_first_responses') }} as responses
        on tickets.ticket_id = responses.ticket_id
    where tickets.is_in_scope and tickets.is_inbound
),

messages as (
    select * from {{ ref('int_ticket_messages') }}
    where author_role in ('customer', 'agent') and not is_not_after_creation
),

-- The ticket itself is the customer's first turn.
spoken as (
    select
        ticket_id,
        created_at as occurred_at,
        -1 as event_sequence,
        '' as event_id,
        'customer' as author_role
    from tickets
    where not is_greeted
    union all
    select
        messages.ticket_id,
        messages.occurred_at,
        coalesce(messages.event_sequence, 0) as event_sequence,
        messages.event_id,
        messages.author_role
    from messages
    inner join tickets
        on messages.ticket_id = tickets.ticket_id
),

followed as (
    select
        *,
        lag(author_role) over (
            partition by ticket_id order by occurred_at, event_sequence nulls last, event_id
        ) as previous_role,
        lag(occurred_at) over (
            partition by ticket_id order by occurred_at, event_sequence nulls last, event_id
        ) as previous_at
    from spoken
),

measured as (
    select
        *,
        {{ seconds_between('previous_at', 'occurred_at') }} as gap_seconds
    from followed
),

final as (
    select
        ticket_id,
        cast(
            sum(
                case
                    when author_role != 'customer' then 0
                    when previous_role is distinct from 'customer' then 1
                    when gap_seconds > {{ turn_seconds }} then 1
                    else 0
                end
            ) as integer
        ) as customer_turn_count
    from measured
    group by ticket_id
)

select * from final
