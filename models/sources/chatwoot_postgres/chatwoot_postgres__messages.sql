{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

-- 0 incoming, 1 outgoing, 2 an activity in the user's language, 3 a template: a greeting, or the
-- question for a rating. What an agent writes in the channel's own app comes back as an outgoing
-- echo without a sender. A message with status 3 never arrived.
with messages as (
    select
        *,
        coalesce(content_attributes like '%external_echo%', false) as is_echo
    from {{ source_rows('chatwoot_postgres', 'messages') }} as messages
    where
        message_type in ('0', '1', '3')
        and coalesce(content_type, '') <> 'input_csat'
        and not (message_type = '1' and coalesce(status, '') = '3')
),

final as (
    select
        id,
        conversation_id,
        created_at,
        case when {{ safe_boolean('private') }} then 'internal_note' else 'public_message' end
            as event_type,
        case
            when message_type = '3' then 'system'
            when message_type = '0' then 'customer'
            when sender_type = 'User' or is_echo then 'agent'
            else 'bot'
        end as actor_type,
        case
            when message_type = '0' then 'contact-' || nullif(sender_id, '')
            when message_type = '1' and sender_type = 'User' then 'user-' || nullif(sender_id, '')
        end as actor_id,
        message_type = '3' or coalesce(sender_type not in ('User', 'Contact'), false)
            as is_automated
    from messages
)

select * from final
