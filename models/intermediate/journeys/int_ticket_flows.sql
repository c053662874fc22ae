-- What comes in and what goes out, each in its own period; every single solve, also of tickets that
-- were reopened after it; and what a solve left unanswered.
{%- set flows = ['created_tickets', 'solved_tickets', 'close_events', 'unanswered_waits'] %}

with tickets as (
    select * from {{ ref('int_tickets') }} where is_in_scope
),

open_spans as (
    select * from {{ ref('int_ticket_open_spans') }}
),

waits as (
    select * from {{ ref('int_ticket_waits') }}
),

moves as (
    select
        ticket_id,
        created_date as flow_date,
        created_at as flowed_at,
        'created_tickets' as flow
    from tickets
    union all
    select
        ticket_id,
        solved_date as flow_date,
        solved_at as flowed_at,
        'solved_tickets' as flow
    from tickets
    where is_handled
    union all
    select
        ticket_id,
        {{ report_date('left_at') }} as flow_date,
        left_at as flowed_at,
        'close_events' as flow
    from open_spans
    where exit_kind = 'solved'
    union all
    select
        waits.ticket_id,
        {{ report_date('waits.closed_unanswered_at') }} as flow_date,
        waits.closed_unanswered_at as flowed_at,
        'unanswered_waits' as flow
    from waits
    inner join tickets
        on waits.ticket_id = tickets.ticket_id
    -- On the telephone the answer is spoken, and a bot's answer is one to its customer.
    where
        waits.closed_unanswered_at is not null
        and not tickets.is_phone_originated
        and tickets.handled_by is distinct from 'bot'
),

final as (
    select
        tickets.ticket_id,
        tickets.channel,
        {{ team_at() }} as team_id,
        tickets.priority,
        tickets.topic_id,
        tickets.product_id,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country,
        tickets.handled_by,
        moves.flow_date,
        {%- for flow in flows %}
        case when moves.flow = '{{ flow }}' then 1 else 0 end
            as {{ flow }}{{ ',' if not loop.last }}
        {%- endfor %}
    from moves
    inner join tickets
        on moves.ticket_id = tickets.ticket_id
    {{ team_at_join('moves.ticket_id', 'moves.flowed_at') }}
)

select * from final
