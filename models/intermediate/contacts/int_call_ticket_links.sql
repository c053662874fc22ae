with calls as (
    select * from {{ ref('int_calls_scoped') }}
    where
        direction = 'inbound'
        and parent_call_id is null
        and outcome not in ('ivr_only', 'other')
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
    where is_in_scope and is_inbound and not is_duplicate
),

linked_by_id as (
    select
        calls.call_id,
        tickets.ticket_id
    from calls
    inner join tickets
        on calls.ticket_id = tickets.ticket_id
),

linked_by_time as (
    select
        calls.call_id,
        min(tickets.ticket_id) as ticket_id
    from calls
    left join linked_by_id
        on calls.call_id = linked_by_id.call_id
    inner join tickets
        on
            calls.merged_customer_id = tickets.merged_customer_id
            and tickets.created_at >= {{ add_seconds('calls.started_at', -60 * (var('contact_link_minutes') | int)) }}
            and tickets.created_at <= {{ add_seconds('calls.started_at', 60 * (var('contact_link_minutes') | int)) }}
    where linked_by_id.call_id is null
    group by calls.call_id
),

final as (
    select * from linked_by_id
    union all
    select * from linked_by_time
)

select * from final
