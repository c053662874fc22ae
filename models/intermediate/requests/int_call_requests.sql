{{ config(materialized='ephemeral') }}
-- Inbound calls and chats, each with all its legs and call-backs as one request to people.
with calls as (
    select * from {{ ref('int_calls_scoped') }}
),

roots as (
    select * from calls
    where direction = 'inbound' and root_call_id = call_id
),

legs as (
    select
        root_call_id,
        min(
            case
                when outcome = 'answered' and not is_bot_agent
                    then coalesce(answered_at, started_at)
            end
        ) as answered_at,
        max(case when outcome = 'answered' and is_bot_agent then 1 else 0 end)
            as is_answered_by_bot,
        max(
            case
                when outcome in ('missed', 'voicemail', 'callback') then 1
                when outcome = 'failed' and queued_at is not null then 1
                else 0
            end
        ) as is_left_unanswered,
        max(case when is_hang_up_in_queue then 1 else 0 end) as is_hung_up,
        min(callback_completed_at) as callback_completed_at
    from calls
    where direction = 'inbound' and not is_ring_only
    group by root_call_id
),

outbound as (
    select
        merged_customer_id,
        coalesce(answered_at, started_at) as called_back_at
    from calls
    where direction = 'outbound' and outcome = 'answered' and not is_bot_agent
),

called_back as (
    select
        roots.call_id,
        min(outbound.called_back_at) as called_back_at
    from roots
    inner join legs
        on roots.call_id = legs.root_call_id
    inner join outbound
        on
            roots.merged_customer_id = outbound.merged_customer_id
            and roots.started_at < outbound.called_back_at
    where legs.answered_at is null
    group by roots.call_id
),

final as (
    select
        roots.call_id,
        roots.media,
        roots.merged_customer_id as customer_id,
        roots.team_id,
        roots.agent_id,
        roots.topic_id,
        roots.customer_segment,
        roots.customer_language as language,
        roots.customer_country as country,
        roots.started_at as requested_at,
        coalesce(roots.ended_at, roots.started_at) as session_ended_at,
        coalesce(
            legs.answered_at, least(legs.callback_completed_at, called_back.called_back_at)
        ) as answered_at,
        legs.answered_at is not null
        or (
            legs.is_left_unanswered = 1 and legs.is_hung_up = 0 and legs.is_answered_by_bot = 0
        ) as is_counted
    from roots
    inner join legs
        on roots.call_id = legs.root_call_id
    left join called_back
        on roots.call_id = called_back.call_id
)

select * from final
