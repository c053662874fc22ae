-- What comes in and what goes out, each in its own period.
with tickets as (
    select * from {{ ref('fct_tickets') }} where is_in_scope
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
        0 as solved_tickets
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
        1 as solved_tickets
    from tickets
    where is_handled
)

select * from final
