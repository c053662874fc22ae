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

-- A bot's answer is one to its customer, where the wait ends with the bot's own solve.
bot_answers as (
    select distinct
        waits.ticket_id,
        waits.wait_number
    from waits
    inner join {{ ref('int_ticket_messages') }} as messages
        on waits.ticket_id = messages.ticket_id and messages.author_role = 'bot'
        and messages.occurred_at between waits.waiting_since and waits.closed_unanswered_at
    inner join {{ ref('int_ticket_status_spans') }} as solves
        on waits.ticket_id = solves.ticket_id and waits.closed_unanswered_at = solves.started_at
    where solves.is_solve and solves.is_by_bot
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
    left join bot_answers
        on waits.ticket_id = bot_answers.ticket_id and waits.wait_number = bot_answers.wait_number
    -- On the telephone the answer is spoken.
    where
        waits.closed_unanswered_at is not null
        and not tickets.is_phone_originated
        and bot_answers.ticket_id is null
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
