{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

with conversations as (
    select * from {{ source_rows('chatwoot_postgres', 'conversations') }} as conversations
),

inboxes as (
    select * from {{ source_rows('chatwoot_postgres', 'inboxes') }} as inboxes
),

-- Who wrote first opened it; greetings and activities do not count.
openings as (
    select
        conversation_id,
        actor_type,
        row_number() over (partition by conversation_id order by created_at, id) as position
    from {{ ref('chatwoot_postgres__messages') }}
    where event_type = 'public_message' and actor_type <> 'system'
),

final as (
    select
        'chatwoot' as source_system,
        conversations.id as ticket_id,
        {{ utc_text('conversations.created_at') }} as created_at,
        -- Numbers that another version may add stay as they are, and are reported.
        case conversations.status
            when '0' then 'open'
            when '1' then 'resolved'
            when '2' then 'pending'
            when '3' then 'snoozed'
            else conversations.status
        end as status,
        inboxes.channel_type as channel,
        case when conversations.campaign_id <> '' then 'outbound' end as direction,
        case
            when conversations.campaign_id <> '' or openings.actor_type = 'agent' then 'agent'
            else 'customer'
        end as created_by_type,
        'contact-' || conversations.contact_id as customer_id,
        case conversations.priority
            when '0' then 'low'
            when '1' then 'medium'
            when '2' then 'high'
            when '3' then 'urgent'
            else conversations.priority
        end as priority,
        nullif(conversations.team_id, '') as team_id,
        'user-' || nullif(conversations.assignee_id, '') as assignee_id,
        conversations.cached_label_list as tags,
        'inbox-' || conversations.inbox_id as schedule_id,
        nullif(conversations.sla_policy_id, '') as sla_policy_id,
        {{ utc_text('conversations.updated_at') }} as updated_at
    from conversations
    left join inboxes
        on conversations.inbox_id = inboxes.id
    left join openings
        on conversations.id = openings.conversation_id and openings.position = 1
)

select * from final
