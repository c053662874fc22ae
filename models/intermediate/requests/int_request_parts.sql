{{ config(materialized='ephemeral') }}
with tickets as (
    select * from {{ ref('int_tickets') }} where is_counted_in_volume
),

automation as (
    select * from {{ ref('int_ticket_automation') }}
),

call_requests as (
    select * from {{ ref('int_call_requests') }}
),

call_ticket_links as (
    select * from {{ ref('int_call_ticket_links') }}
),

-- Where no reply is delivered for any ticket, nobody can tell which of them were answered.
answers as (
    select count(first_reply_at) > 0 as are_known from tickets
),

default_schedule as (
    select schedule_id from {{ ref('int_business_schedules') }} where is_default
),

final as (
    select
        'ticket|' || tickets.ticket_id as request_id,
        'ticket' as part_kind,
        tickets.ticket_id as part_id,
        tickets.ticket_id,
        cast(null as {{ type_text() }}) as call_id,
        tickets.customer_id,
        tickets.created_team_id as team_id,
        coalesce(tickets.first_reply_agent_id, tickets.assignee_id) as agent_id,
        tickets.topic_id,
        tickets.product_id,
        tickets.channel,
        tickets.priority,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country,
        tickets.schedule_id,
        tickets.created_at as requested_at,
        cast(null as {{ type_timestamp() }}) as session_ended_at,
        -- Who types a ticket for a customer has spoken with him; of a phone ticket the call tells.
        case
            when tickets.created_by_type = 'agent' and tickets.channel != 'phone'
                then tickets.created_at
            else tickets.first_reply_at
        end as answered_at,
        answers.are_known
        and tickets.author_unknown_at is null
        and tickets.channel != 'phone'
        and not automation.is_solved_without_people as is_counted
    from tickets
    cross join answers
    inner join automation
        on tickets.ticket_id = automation.ticket_id
    union all
    select
        coalesce('ticket|' || call_ticket_links.ticket_id, 'call|' || call_requests.call_id)
            as request_id,
        {{ call_kind('call_requests.media') }} as part_kind,
        call_requests.call_id as part_id,
        cast(null as {{ type_text() }}) as ticket_id,
        call_requests.call_id,
        call_requests.customer_id,
        call_requests.team_id,
        call_requests.agent_id,
        call_requests.topic_id,
        cast(null as {{ type_text() }}) as product_id,
        {{ call_channel('call_requests.media') }} as channel,
        cast(null as {{ type_text() }}) as priority,
        cast(null as {{ type_text() }}) as ticket_type,
        call_requests.customer_segment,
        call_requests.language,
        call_requests.country,
        default_schedule.schedule_id,
        call_requests.requested_at,
        call_requests.session_ended_at,
        call_requests.answered_at,
        call_requests.is_counted
    from call_requests
    cross join default_schedule
    left join call_ticket_links
        on call_requests.call_id = call_ticket_links.call_id
)

select * from final
