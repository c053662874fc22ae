-- What comes in and what goes out, each in its own period; and every single solve, also of tickets
-- that were reopened after it.
with tickets as (
    select * from {{ ref('fct_tickets') }} where is_in_scope
),

solves as (
    select * from {{ ref('int_ticket_open_spans') }} where exit_kind = 'solved'
),

final as (
    select
        ticket_id,
        channel,
        team_id,
        priority,
        topic_id,
        product_id,
        ticket_type,
        customer_segment,
        language,
        country,
        handled_by,
        extra_slice_1,
        extra_slice_2,
        extra_slice_3,
        created_date as flow_date,
        1 as created_tickets,
        0 as solved_tickets,
        0 as close_events
    from tickets
    union all
    select
        ticket_id,
        channel,
        team_id,
        priority,
        topic_id,
        product_id,
        ticket_type,
        customer_segment,
        language,
        country,
        handled_by,
        extra_slice_1,
        extra_slice_2,
        extra_slice_3,
        solved_date as flow_date,
        0 as created_tickets,
        1 as solved_tickets,
        0 as close_events
    from tickets
    where is_handled
    union all
    select
        tickets.ticket_id,
        tickets.channel,
        tickets.team_id,
        tickets.priority,
        tickets.topic_id,
        tickets.product_id,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country,
        tickets.handled_by,
        tickets.extra_slice_1,
        tickets.extra_slice_2,
        tickets.extra_slice_3,
        {{ report_date('solves.left_at') }} as flow_date,
        0 as created_tickets,
        0 as solved_tickets,
        1 as close_events
    from solves
    inner join tickets
        on solves.ticket_id = tickets.ticket_id
)

select * from final
