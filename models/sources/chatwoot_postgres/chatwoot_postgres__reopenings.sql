{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

-- Older versions do not report that a conversation was opened again. A message of the customer
-- does it; where the conversation was resolved once more, or is not resolved now, somebody did.
with solves as (
    select
        *,
        lead(name) over in_time as next_name,
        lead(event_end_time) over in_time as next_time
    from {{ source_rows('chatwoot_postgres', 'reporting_events') }} as reporting_events
    where name in ('conversation_resolved', 'conversation_opened')
    window in_time as (partition by conversation_id order by event_end_time, id)
),

unreported as (
    select
        solves.id,
        solves.conversation_id,
        solves.next_name,
        conversations.updated_at,
        min(messages.created_at) as written_at
    from solves
    inner join {{ source_rows('chatwoot_postgres', 'conversations') }} as conversations
        on solves.conversation_id = conversations.id
    left join {{ ref('chatwoot_postgres__messages') }} as messages
        on
            solves.conversation_id = messages.conversation_id
            and messages.actor_type = 'customer'
            and solves.event_end_time < messages.created_at
            and coalesce(solves.next_time > messages.created_at, true)
    where
        solves.name = 'conversation_resolved'
        and (
            solves.next_name = 'conversation_resolved'
            or solves.next_name is null and conversations.status <> '1'
        )
    group by 1, 2, 3, 4
),

final as (
    select
        id,
        conversation_id,
        coalesce(written_at, case when next_name is null then updated_at end) as reopened_at
    from unreported
)

select * from final
where reopened_at is not null
