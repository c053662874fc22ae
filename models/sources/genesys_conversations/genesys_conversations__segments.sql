{{ config(enabled=is_source_enabled('genesys_conversations')) }}

-- What happened in the sessions of each participant. The same conversation may be delivered again,
-- with more in it; one that still runs comes when it is over.
with deliveries as (
    select
        *,
        row_number() over (
            partition by conversationid order by length(participants) desc, participants
        ) as newest
    from {{ source_rows('genesys_conversations', 'conversations') }} as deliveries
    where conversationend <> ''
),

participants as (
    select
        *,
        {{ json_text('item', ['purpose']) }} as purpose,
        {{ json_text('item', ['userId']) }} as user_id,
        {{ json_text('item', ['sessions']) }} as sessions
    from {{ json_items(
        '(select * from deliveries where newest = 1) as conversations',
        ['conversationid', 'conversationstart', 'originatingdirection'], 'participants'
    ) }} as participants
),

sessions as (
    select
        *,
        {{ json_text('item', ['sessionId']) }} as session_id,
        {{ json_text('item', ['mediaType']) }} as media_type,
        {{ json_text('item', ['ani']) }} as caller,
        {{ json_text('item', ['segments']) }} as segments
    from {{ json_items(
        'participants',
        ['conversationid', 'conversationstart', 'originatingdirection', 'purpose', 'user_id'],
        'sessions'
    ) }} as sessions
),

final as (
    select
        conversationid as conversation_id,
        conversationstart as conversation_start,
        originatingdirection as direction,
        purpose,
        user_id,
        session_id,
        media_type,
        caller,
        {{ json_text('item', ['segmentType']) }} as segment_type,
        {{ json_text('item', ['queueId']) }} as queue_id,
        {{ json_text('item', ['disconnectType']) }} as disconnect_type,
        {{ safe_timestamp(json_text('item', ['segmentStart'])) }} as started_at,
        {{ safe_timestamp(json_text('item', ['segmentEnd'])) }} as ended_at
    from {{ json_items(
        'sessions', [
            'conversationid', 'conversationstart', 'originatingdirection', 'purpose', 'user_id',
            'session_id', 'media_type', 'caller'
        ], 'segments'
    ) }} as segments
)

select * from final
