{{ config(
    enabled=is_source_enabled('zendesk_fivetran'),
    post_hook="{{ note_chats_of_zendesk('zendesk_fivetran', 'ticket', 'via_channel', this) }}",
) }}

-- What was written in chats and messaging. A person is the number of a user, behind `agent:` or
-- not; a customer may be a visitor without one. What an earlier chat had is repeated as context.
with events as (
    select
        *,
        replace(coalesce(actor_id, ''), 'agent:', '') as person_id,
        coalesce(actor_id, '') like 'agent:%' as is_by_desk
    from {{ source_rows('zendesk_fivetran', 'ticket_chat_event') }} as events
    where
        type in ('ChatMessage', 'ChatFileAttachment')
        and not coalesce({{ safe_boolean('is_history_context') }}, false)
),

final as (
    select distinct
        'chat-' || chats.ticket_id || '-' || events.chat_id || '-' || events.created_at
        || '-' || coalesce(events.chat_index, '') as event_id,
        chats.ticket_id,
        events.created_at as occurred_at,
        case
            when events.original_message like '%answerBot%' then 'bot'
            when events.person_id = 'trigger' then 'system'
            when staff.agent_id is not null or events.is_by_desk then 'agent'
            when events.person_id = chats.visitor_id or users.id is not null then 'customer'
        end as actor_type,
        case
            when events.person_id = chats.visitor_id then tickets.requester_id
            else nullif(events.person_id, '')
        end as actor_id,
        events._fivetran_synced
    from events
    inner join {{ source_rows('zendesk_fivetran', 'ticket_chat') }} as chats
        on events.chat_id = chats.chat_id
    inner join {{ source_rows('zendesk_fivetran', 'ticket') }} as tickets
        on chats.ticket_id = tickets.id
    left join {{ ref('zendesk_fivetran__agents') }} as staff
        on events.person_id = staff.agent_id
    left join {{ source_rows('zendesk_fivetran', 'user') }} as users
        on events.person_id = users.id
)

select * from final
