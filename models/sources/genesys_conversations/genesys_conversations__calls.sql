{{ config(enabled=is_source_enabled('genesys_conversations')) }}

with conversations as (
    select
        conversation_id,
        min(conversation_start) as conversation_start,
        max(case when purpose in ('customer', 'external') then direction end) as direction,
        max(case when purpose in ('customer', 'external') then caller end) as caller,
        max(case when purpose in ('customer', 'external') then left_at end) as left_at,
        sum(ivr_seconds) as ivr_seconds,
        max(case when purpose = 'voicemail' then 1 else 0 end) = 1 as has_voicemail,
        max(case when purpose in ('acd', 'agent', 'user') then 1 else 0 end) = 1 as has_people
    from {{ ref('genesys_conversations__sessions') }}
    group by conversation_id
),

-- A callback is put into the queue when the caller asks for it: what lies between is no wait.
stays as (
    select
        *,
        coalesce(media_type = 'callback', false) as is_callback,
        coalesce(next_media_type = 'callback', false) as is_followed_by_callback
    from {{ ref('genesys_conversations__queue_stays') }}
),

-- A conversation without any stay ended in the menu, or was none with a customer.
final as (
    select
        'genesys' as source_system,
        coalesce(stays.session_id, conversations.conversation_id) as call_id,
        stays.session_before as parent_call_id,
        case
            when stays.media_type in ('chat', 'message') then 'chat'
            when stays.media_type = 'video' then 'video'
            else 'voice'
        end as media,
        case when stays.is_callback then 'outbound' else conversations.direction end as direction,
        {{ md5_text('conversations.caller') }} as customer_id,
        stays.queue_id,
        queues.name as queue_name,
        case
            when stays.position > 1 then {{ raw_timestamp('stays.interact_started_at') }}
            else {{ utc_text('conversations.conversation_start') }}
        end as started_at,
        case when not stays.is_callback then {{ raw_timestamp('stays.interact_started_at') }} end
            as queued_at,
        {{ raw_timestamp('stays.answered_at') }} as answered_at,
        {{ raw_timestamp('coalesce(stays.talk_ended_at, stays.left_at, conversations.left_at)') }}
            as ended_at,
        case
            when stays.session_id is null then 'ivr_only'
            when stays.answered_at is not null then 'agent'
            when stays.is_followed_by_callback then 'callback'
            when stays.next_session_id is not null then 'flow_out'
            when conversations.has_voicemail then 'voicemail'
            when stays.disconnect_type in ('error', 'transportFailure') then 'failed'
            when stays.disconnect_type like '%ransfer' then 'flow_out'
            else 'abandoned'
        end as outcome,
        case when not stays.is_callback then stays.interact_seconds end as wait_seconds,
        case when coalesce(stays.position, 1) = 1 then conversations.ivr_seconds end as ivr_seconds,
        stays.ring_seconds,
        stays.talk_seconds,
        stays.agent_hold_seconds as hold_seconds,
        stays.wrap_seconds,
        stays.agent_id,
        case
            when stays.talk_end like '%ransfer' then coalesce(stays.next_queue_id, 'outside')
        end as transferred_to,
        case
            when stays.is_followed_by_callback then {{ raw_timestamp('stays.next_started_at') }}
        end as callback_accepted_at,
        case
            when stays.is_followed_by_callback then {{ raw_timestamp('callbacks.answered_at') }}
        end as callback_completed_at,
        case
            when stays.talk_end in ('client', 'endpoint') then 'agent'
            when stays.talk_end = 'peer' then 'customer'
        end as disconnected_by
    from conversations
    left join stays
        on conversations.conversation_id = stays.conversation_id
    left join stays as callbacks
        on stays.next_session_id = callbacks.session_id
    left join {{ source_rows('genesys_conversations', 'queues') }} as queues
        on stays.queue_id = queues.id
    where
        stays.session_id is not null
        or not conversations.has_people and conversations.ivr_seconds is not null
)

select * from final
