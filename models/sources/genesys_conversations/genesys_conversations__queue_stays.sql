{{ config(enabled=is_source_enabled('genesys_conversations')) }}

-- Stays in queues in their order, each with the session of the agent who answered: the first one
-- with talk and the same queue. A consultation with a colleague has no queue; one with a queue
-- begins and ends while an agent has the customer, who does not wait in it.
with stays as (
    select
        *,
        lead(interact_started_at) over (
            partition by conversation_id, queue_id order by interact_started_at, session_id
        ) as next_in_queue_at
    from {{ ref('genesys_conversations__sessions') }}
    where
        purpose = 'acd'
        and media_type in ('voice', 'callback', 'chat', 'message', 'video')
        and interact_started_at is not null
),

answers as (
    select
        stays.session_id as stay_id,
        agents.*,
        row_number() over (
            partition by stays.session_id order by agents.interact_started_at, agents.session_id
        ) as nearness
    from stays
    inner join {{ ref('genesys_conversations__sessions') }} as agents
        on
            stays.conversation_id = agents.conversation_id
            and stays.queue_id = agents.queue_id
            and agents.purpose = 'agent'
            and stays.interact_started_at <= agents.interact_started_at
            and coalesce(stays.next_in_queue_at > agents.interact_started_at, true)
),

answered as (
    select
        stays.*,
        answers.user_id as agent_id,
        answers.interact_started_at as answered_at,
        answers.left_at as talk_ended_at,
        answers.disconnect_type as talk_end,
        answers.interact_seconds as talk_seconds,
        case when answers.session_id is not null then coalesce(answers.hold_seconds, 0) end
            as agent_hold_seconds,
        answers.alert_seconds as ring_seconds,
        answers.wrapup_seconds as wrap_seconds,
        max(answers.left_at) over (
            partition by stays.conversation_id
            order by stays.interact_started_at, stays.session_id
            rows between unbounded preceding and 1 preceding
        ) as held_until
    from stays
    left join answers
        on stays.session_id = answers.stay_id and answers.nearness = 1
),

final as (
    select
        *,
        row_number() over in_time as position,
        lag(session_id) over in_time as session_before,
        lead(session_id) over in_time as next_session_id,
        lead(queue_id) over in_time as next_queue_id,
        lead(media_type) over in_time as next_media_type,
        lead(interact_started_at) over in_time as next_started_at
    from answered
    -- A transfer takes a moment: who is passed on enters the queue while the agent leaves.
    where
        held_until is null
        or {{ seconds_between('interact_started_at', 'held_until') }} <= 2
        or {{ seconds_between('held_until', 'coalesce(talk_ended_at, left_at)') }} > 2
    window in_time as (partition by conversation_id order by interact_started_at, session_id)
)

select * from final
