-- From when to when an open ticket waited for its first human reply; once more for each team,
-- priority and topic that it had meanwhile.
with open_spans as (
    select
        ticket_id,
        cast(null as {{ type_text() }}) as slice_name,
        cast(null as {{ type_text() }}) as slice_value,
        entered_at,
        left_at
    from {{ ref('int_ticket_open_spans') }}
    union all
    select
        ticket_id,
        slice_name,
        coalesce(
            slice_value, case when slice_name = 'team' then 'unassigned' else 'unknown' end
        ) as slice_value,
        entered_at,
        left_at
    from {{ ref('int_backlog_attribute_spans') }}
    where slice_name in ('team', 'priority', 'topic')
),

tickets as (
    select * from {{ ref('int_tickets') }}
    where is_inbound and not is_phone_originated and asked_at is not null
),

final as (
    select
        tickets.ticket_id,
        open_spans.slice_name,
        open_spans.slice_value,
        tickets.channel,
        tickets.product_id,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country,
        tickets.handled_by,
        greatest(open_spans.entered_at, tickets.asked_at) as waiting_since,
        least(open_spans.left_at, tickets.first_reply_at, tickets.author_unknown_at)
            as waited_until
    from open_spans
    inner join tickets
        on open_spans.ticket_id = tickets.ticket_id
    where
        coalesce(tickets.first_reply_at > open_spans.entered_at, true)
        and coalesce(tickets.author_unknown_at > open_spans.entered_at, true)
        and coalesce(open_spans.left_at > tickets.asked_at, true)
)

select * from final
