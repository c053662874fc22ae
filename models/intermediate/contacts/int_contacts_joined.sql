with tickets as (
    select * from {{ ref('fct_tickets') }} where is_counted_in_volume
),

calls as (
    select * from {{ ref('fct_calls') }}
    where
        direction = 'inbound'
        and root_call_id = call_id
        and outcome != 'ivr_only'
),

call_endings as (
    select * from {{ ref('int_call_endings') }}
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

first_linked_calls as (
    select * from linked_calls where call_number = 1
),

call_resolutions as (
    select
        calls.call_id,
        calls.media,
        calls.customer_id,
        calls.topic_id,
        calls.channel,
        calls.customer_segment,
        calls.language,
        calls.country,
        calls.started_at,
        call_endings.team_id,
        call_endings.agent_id,
        call_endings.disposition,
        call_endings.is_answered,
        call_endings.ended_at
    from calls
    inner join call_endings
        on calls.call_id = call_endings.root_call_id
    left join call_ticket_links
        on calls.call_id = call_ticket_links.call_id
    where call_ticket_links.call_id is null
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
        tickets.team_id,
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
        -- Without the messages nobody can tell whether one answer was enough.
        conversations.message_count > 0 as is_outcome_known
    from tickets
    cross join conversations
    left join first_linked_calls
        on tickets.ticket_id = first_linked_calls.ticket_id
    union all
    select
        'call|' || call_id as contact_id,
        {{ call_kind('media') }} as contact_kind,
        cast(null as {{ type_text() }}) as ticket_id,
        call_id,
        customer_id,
        topic_id,
        cast(null as {{ type_text() }}) as product_id,
        channel,
        team_id,
        agent_id,
        cast(null as {{ type_text() }}) as priority,
        cast(null as {{ type_text() }}) as ticket_type,
        customer_segment,
        language,
        country,
        'human' as handled_by,
        started_at as contacted_at,
        case when is_answered and disposition = 'resolved' then ended_at end as first_solved_at,
        cast(null as {{ type_timestamp() }}) as first_reopened_at,
        coalesce(disposition in ('resolved', 'unresolved'), false) as is_outcome_known
    from call_resolutions
)

select * from final
