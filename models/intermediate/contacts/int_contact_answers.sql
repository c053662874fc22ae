with contacts as (
    select * from {{ ref('int_contacts_joined') }}
),

waits as (
    select * from {{ ref('int_ticket_waits') }}
),

calls as (
    select * from {{ ref('int_calls_scoped') }}
),

handovers as (
    select * from {{ ref('int_ticket_handovers') }}
),

reply_counts as (
    select
        contacts.contact_id,
        count(*) as replies_before_solve
    from contacts
    inner join waits
        on contacts.ticket_id = waits.ticket_id
    -- Also a reply whose time cannot be measured is one; beside a phone call none is the first.
    where
        waits.replied_at <= contacts.first_solved_at
        and not (waits.is_from_creation and contacts.channel = 'phone')
    group by contacts.contact_id
),

-- Routing to another queue is no hand-over: a person must have had the call to pass it on.
call_handovers as (
    select
        root_call_id,
        sum(case when outcome = 'answered' then 1 else 0 end) > 1
        or max(
            case
                when is_callback_accepted then 1
                when outcome = 'answered' and transferred_to is not null then 1
                else 0
            end
        ) = 1 as is_handed_over
    from calls
    group by root_call_id
),

final as (
    select
        contacts.contact_id,
        reply_counts.replies_before_solve,
        coalesce(handovers.first_transferred_at <= contacts.first_solved_at, false)
        or coalesce(call_handovers.is_handed_over, false) as is_handed_over
    from contacts
    left join reply_counts
        on contacts.contact_id = reply_counts.contact_id
    left join handovers
        on contacts.ticket_id = handovers.ticket_id
    left join call_handovers
        on contacts.call_id = call_handovers.root_call_id
)

select * from final
