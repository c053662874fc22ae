{{ config(materialized='ephemeral') }}

-- How often a ticket was answered before its solve. On a live channel all that the customer writes
-- within one session is one contact, with or without a ticket.
with tickets as (
    select * from {{ ref('int_tickets') }} where is_counted_in_volume
),

waits as (
    select
        *,
        lag(replied_at) over (partition by ticket_id order by wait_number) as previous_reply_at
    from {{ ref('int_ticket_waits') }}
),

sessions as (
    select * from {{ ref('channel_sessions') }}
),

final as (
    select
        tickets.ticket_id,
        count(*) as replies_before_solve,
        sum(
            case
                when
                    {{ seconds_between('waits.previous_reply_at', 'waits.waiting_since') }}
                    < 60 * sessions.session_gap_minutes
                    then 0
                else 1
            end
        ) as answered_contacts
    from tickets
    inner join waits
        on tickets.ticket_id = waits.ticket_id
    left join sessions
        on tickets.channel = sessions.channel
    -- Also a reply whose time cannot be measured is one; beside a phone call none is the first.
    where
        waits.replied_at <= tickets.first_solved_at
        and not (waits.is_from_creation and tickets.channel = 'phone')
    group by tickets.ticket_id
)

select * from final
