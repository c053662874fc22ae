{{ config(enabled=is_source_enabled('hubspot_fivetran')) }}

-- Conversations, and mails where a ticket has no conversation: a conversation by mail is logged as
-- mails a second time. A mail happened at its timestamp, not when it was logged.
with actors as (
    select
        messages.*,
        threads.associated_ticket_id as ticket_id,
        owners.owner_id,
        coalesce(
            actors.type,
            case left(messages.created_by, 2)
                when 'A-' then 'AGENT' when 'B-' then 'BOT' when 'S-' then 'SYSTEM'
                when 'V-' then 'VISITOR'
            end
        ) as author
    from {{ newest_rows(
        'hubspot_fivetran', 'conversation_message_history', 'id', '_fivetran_start'
    ) }} as messages
    inner join {{ source_rows('hubspot_fivetran', 'conversation_thread') }} as threads
        on messages.thread_id = threads.id
    left join {{ source_rows('hubspot_fivetran', 'conversation_actor') }} as actors
        on messages.created_by = actors.id
    -- An agent is A- and the number of a user, who has another number as an owner.
    left join {{ source_rows('hubspot_fivetran', 'owner') }} as owners
        on messages.created_by = 'A-' || owners.active_user_id
    where messages.type in ('MESSAGE', 'COMMENT', 'WELCOME_MESSAGE')
),

conversations as (
    select
        'message-' || id as event_id,
        ticket_id,
        created_at as occurred_at,
        case when type = 'COMMENT' then 'internal_note' else 'public_message' end as event_type,
        case
            when author = 'AGENT' then 'agent'
            when type = 'WELCOME_MESSAGE' or author = 'BOT' then 'bot'
            when author = 'VISITOR' or direction = 'INCOMING' then 'customer'
            else 'system'
        end as actor_type,
        case when author = 'AGENT' then coalesce(owner_id, created_by) end as actor_id,
        _fivetran_synced
    from actors
    where ticket_id <> ''
),

mails as (
    select
        'mail-' || mails.engagement_id || '-' || links.ticket_id as event_id,
        links.ticket_id,
        mails.property_hs_timestamp as occurred_at,
        case
            when mails.property_hs_email_direction = 'FORWARDED_EMAIL' then 'internal_note'
            else 'public_message'
        end as event_type,
        -- Without a direction nobody knows who wrote.
        case
            when mails.property_hs_email_direction = 'INCOMING_EMAIL' then 'customer'
            when mails.property_hs_email_direction <> '' then 'agent'
        end as actor_type,
        case
            when mails.property_hs_email_direction <> 'INCOMING_EMAIL'
                then mails.property_hubspot_owner_id
        end as actor_id,
        mails._fivetran_synced
    from {{ source_rows('hubspot_fivetran', 'engagement_email') }} as mails
    inner join {{ source_rows('hubspot_fivetran', 'ticket_engagement') }} as links
        on mails.engagement_id = links.engagement_id
    left join (select distinct ticket_id from conversations) as told
        on links.ticket_id = told.ticket_id
    -- Neither drafts nor what never arrived.
    where
        told.ticket_id is null
        and coalesce(mails.property_hs_email_direction, '') <> 'DRAFT_EMAIL'
        and coalesce(mails.property_hs_email_status, '') not in (
            'BOUNCED', 'FAILED', 'SCHEDULED'
        )
),

final as (
    select * from conversations
    union all
    select * from mails
)

select * from final
