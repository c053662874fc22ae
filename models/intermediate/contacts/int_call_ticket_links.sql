with calls as (
    select calls.*
    from {{ ref('int_calls_scoped') }} as calls
    inner join {{ ref('int_call_endings') }} as endings
        on calls.call_id = endings.root_call_id
    where calls.direction = 'inbound' and endings.is_contact
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
    where is_in_scope and is_inbound and not is_duplicate
),

-- A call about a duplicate or a merged ticket belongs to the ticket that is counted in its place;
-- where none is, it is as if the call had named no ticket.
linked_by_id as (
    select
        calls.call_id,
        stand_ins.counted_ticket_id as ticket_id
    from calls
    inner join {{ ref('int_ticket_stand_ins') }} as stand_ins
        on calls.ticket_id = stand_ins.ticket_id
),

near_by as (
    select
        calls.call_id,
        tickets.ticket_id,
        row_number() over (
            partition by calls.call_id
            order by
                abs({{ seconds_between('calls.started_at', 'tickets.created_at') }}),
                tickets.ticket_id
        ) as nearness
    from calls
    left join linked_by_id
        on calls.call_id = linked_by_id.call_id
    inner join tickets
        on
            calls.merged_customer_id = tickets.merged_customer_id
            and tickets.created_at >= {{ add_seconds(
                'calls.started_at',
                -1 * variable_seconds('contact_link_minutes')
            ) }}
            and tickets.created_at <= {{ add_seconds(
                'calls.started_at',
                variable_seconds('contact_link_minutes')
            ) }}
    where linked_by_id.call_id is null
),

final as (
    select * from linked_by_id
    union all
    select
        call_id,
        ticket_id
    from near_by
    where nearness = 1
)

select * from final
