-- A transferred call is one call: its legs' handle seconds add up.
with calls as (
    select * from {{ ref('int_calls_scoped') }}
    where direction = 'inbound' and outcome = 'answered' and not is_bot_agent
),

legs as (
    select
        *,
        case
            when talk_seconds is not null
                then talk_seconds + coalesce(hold_seconds, 0) + coalesce(wrap_seconds, 0)
            when ended_at >= answered_at
                then {{ seconds_between('answered_at', 'ended_at') }} + coalesce(wrap_seconds, 0)
        end as handle_seconds,
        {{ add_seconds('coalesce(ended_at, answered_at, started_at)', 'coalesce(wrap_seconds, 0)') }} as handled_at
    from calls
),

final as (
    select
        call_id,
        root_call_id,
        handle_seconds,
        handled_at,
        hold_seconds is not null as has_hold_seconds,
        wrap_seconds is not null as has_wrap_seconds,
        row_number() over (partition by root_call_id order by started_at, call_id) as leg_number,
        sum(handle_seconds) over (partition by root_call_id) as call_handle_seconds,
        max(handled_at) over (partition by root_call_id) as call_handled_at
    from legs
    where handle_seconds is not null
)

select * from final
