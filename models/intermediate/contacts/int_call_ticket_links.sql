with calls as (
    select * from {{ ref('int_calls_scoped') }}
    where
        direction = 'inbound'
        and root_call_id = call_id
        and outcome != 'ivr_only'
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
    where is_in_scope and is_inbound and not is_duplicate
),

-- A call about a duplicate or a merged ticket belongs to the ticket that is counted in its place.
linked_by_id as (
    select
        calls.call_id,
        named.ticket_id
    from calls
    inner join {{ ref('int_tickets_scoped') }} as named
        on calls.ticket_id = named.ticket_id
    where named.is_inbound and (named.is_in_scope or named.is_merged_away)
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
            and tickets.created_at >= {{ add_seconds(
                'calls.started_at',
                -60 * (var('contact_link_minutes') | int)
            ) }}
            and tickets.created_at <= {{ add_seconds(
                'calls.started_at',
                60 * (var('contact_link_minutes') | int)
            ) }}
    where linked_by_id.call_id is null
    group by calls.call_id
),

final as (
    select * from linked_by_id
    union all
    select * from linked_by_time
)

select * from final
