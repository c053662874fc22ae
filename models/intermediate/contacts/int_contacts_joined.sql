{{ config(materialized=part_materialization()) }}
with tickets as (
    select * from {{ ref('int_tickets') }} where is_counted_in_volume
),

calls as (
    select * from {{ ref('int_calls') }}
    where direction = 'inbound' and root_call_id = call_id
),

call_ticket_links as (
    select * from {{ ref('int_call_ticket_links') }}
),

conversations as (
    select count(*) as message_count
    from {{ ref('stg_helpdesk__ticket_events') }}
    where event_type = 'public_message'
),

linked_calls as (
    select
        call_ticket_links.ticket_id,
        calls.call_id,
        calls.started_at as first_call_at,
        calls.customer_id,
        calls.topic_id,
        row_number() over (
            partition by call_ticket_links.ticket_id order by calls.started_at, calls.call_id
        ) as call_number
    from call_ticket_links
    inner join calls
        on call_ticket_links.call_id = calls.call_id
),

final as (
    select
        'ticket|' || tickets.ticket_id as contact_id,
        'ticket' as contact_kind,
        tickets.ticket_id,
        first_linked_calls.call_id,
        coalesce(tickets.customer_id, first_linked_calls.customer_id) as customer_id,
        coalesce(tickets.topic_id, first_linked_calls.topic_id) as topic_id,
        tickets.product_id,
        tickets.channel,
        tickets.created_team_id as team_id,
        coalesce(tickets.first_reply_agent_id, tickets.solved_by_agent_id, tickets.assignee_id)
            as agent_id,
        tickets.priority,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country,
        tickets.handled_by,
        least(tickets.created_at, first_linked_calls.first_call_at) as contacted_at,
        tickets.first_solved_at,
        tickets.first_reopened_at,
        -- Without the messages nobody can tell whether one answer was enough, and without a time
        -- of the first solve not how soon.
        conversations.message_count > 0
        and not {{ is_first_solve_unknown('tickets') }} as is_outcome_known
    from tickets
    cross join conversations
    left join linked_calls as first_linked_calls
        on tickets.ticket_id = first_linked_calls.ticket_id and first_linked_calls.call_number = 1
    union all
    select
        'call|' || calls.call_id as contact_id,
        {{ call_kind('calls.media') }} as contact_kind,
        cast(null as {{ type_text() }}) as ticket_id,
        calls.call_id,
        calls.customer_id,
        calls.topic_id,
        cast(null as {{ type_text() }}) as product_id,
        calls.channel,
        endings.team_id,
        endings.agent_id,
        cast(null as {{ type_text() }}) as priority,
        cast(null as {{ type_text() }}) as ticket_type,
        calls.customer_segment,
        calls.language,
        calls.country,
        'human' as handled_by,
        calls.started_at as contacted_at,
        case when endings.is_answered and endings.disposition = 'resolved' then endings.ended_at end
            as first_solved_at,
        cast(null as {{ type_timestamp() }}) as first_reopened_at,
        coalesce(endings.disposition in ('resolved', 'unresolved'), false) as is_outcome_known
    from calls
    inner join {{ ref('int_call_endings') }} as endings
        on calls.call_id = endings.root_call_id
    left join call_ticket_links
        on calls.call_id = call_ticket_links.call_id
    where call_ticket_links.call_id is null and endings.is_contact
)

select * from final
