{{ config(materialized='ephemeral') }}
-- Chats that an agent answered, on the day of the answer: with all their seconds (`chat`), and with
-- those in which no earlier chat of the agent went on (`chatting`).
with chats as (
    select
        calls.agent_id,
        {{ report_date('calls.answered_at') }} as chat_date,
        calls.answered_at,
        calls.ended_at,
        max(calls.ended_at) over (
            partition by calls.agent_id order by calls.answered_at, calls.ended_at, calls.call_id
            rows between unbounded preceding and 1 preceding
        ) as earlier_ended_at
    from {{ ref('int_calls') }} as calls
    left join {{ ref('int_agents_current') }} as agents
        on calls.agent_id = agents.agent_id
    where
        calls.channel = 'chat'
        and calls.leg_ended_date is not null
        and calls.agent_id is not null
        and calls.ended_at > calls.answered_at
        and not coalesce(agents.is_bot, false)
        and not coalesce(agents.is_test, false)
),

final as (
    select
        agent_id,
        chat_date,
        'chat' as activity,
        {{ seconds_between('answered_at', 'ended_at') }} as part_seconds
    from chats
    union all
    select
        agent_id,
        chat_date,
        'chatting' as activity,
        {{ seconds_between('greatest(answered_at, earlier_ended_at)', 'ended_at') }} as part_seconds
    from chats
    where ended_at > earlier_ended_at or earlier_ended_at is null
)

select * from final
