{{ config(enabled=is_source_enabled('freshdesk_api')) }}

-- What was written. The opening message is on the ticket; an answer to a survey (source 6) is
-- written among the messages and is none. What is forwarded (source 8) goes to somebody else.
with openings as (
    select
        'opening-' || id as event_id,
        id as ticket_id,
        created_at as occurred_at,
        'public_message' as event_type,
        case when source = '10' then 'agent' else 'customer' end as actor_type,
        case when source = '10' then responder_id else requester_id end as actor_id,
        false as is_automated
    from {{ newest_rows('freshdesk_api', 'tickets') }} as tickets
),

conversations as (
    select
        *,
        coalesce({{ safe_boolean('auto_response') }}, false)
        or coalesce(automation_id, '') <> '' as is_automated
    from {{ newest_rows('freshdesk_api', 'conversations') }} as conversations
    where coalesce(source, '') <> '6'
),

final as (
    select * from openings
    union all
    select
        'conversation-' || id as event_id,
        ticket_id,
        created_at as occurred_at,
        case
            when {{ safe_boolean('private') }} or coalesce(source, '') = '8' then 'internal_note'
            else 'public_message'
        end as event_type,
        -- Automatic replies bear the name of a person.
        case
            when is_automated then 'system'
            when {{ safe_boolean('incoming') }} then 'customer'
            else 'agent'
        end as actor_type,
        user_id as actor_id,
        is_automated
    from conversations
)

select * from final
