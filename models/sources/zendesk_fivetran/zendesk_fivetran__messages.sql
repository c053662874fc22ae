{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

-- What was written: comments, and messages of chats, which the public comments of a ticket by chat
-- repeat. `told_by` is who wrote it, where more is known than the user's number.
with chats as (
    select distinct chat_messages.ticket_id
    from {{ ref('zendesk_fivetran__chat_messages') }} as chat_messages
    inner join {{ source_rows('zendesk_fivetran', 'ticket') }} as tickets
        on
            chat_messages.ticket_id = tickets.id
            and tickets.via_channel in ('chat', 'native_messaging')
),

final as (
    select
        'comment-' || comments.id as event_id,
        comments.ticket_id,
        comments.created as occurred_at,
        case when {{ safe_boolean('comments.public') }} then 'public_message' else 'internal_note'
        end as event_type,
        comments.user_id as actor_id,
        comments.public as is_public,
        case when merged.comment_id is not null then 'system' end as told_by,
        comments._fivetran_synced
    from {{ source_rows('zendesk_fivetran', 'ticket_comment') }} as comments
    left join (
        select distinct comment_id from {{ ref('zendesk_fivetran__merges') }}
    ) as merged
        on comments.id = merged.comment_id
    left join chats
        on comments.ticket_id = chats.ticket_id
    where
        not coalesce({{ safe_boolean('comments._fivetran_deleted') }}, false)
        and not (chats.ticket_id is not null and {{ safe_boolean('comments.public') }})
    union all
    select
        event_id,
        ticket_id,
        occurred_at,
        'public_message' as event_type,
        actor_id,
        'true' as is_public,
        coalesce(actor_type, 'unknown') as told_by,
        _fivetran_synced
    from {{ ref('zendesk_fivetran__chat_messages') }}
)

select * from final
