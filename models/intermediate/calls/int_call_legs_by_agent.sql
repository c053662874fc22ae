with calls as (
    select * from {{ ref('int_calls') }}
),

final as (
    select
        call_id,
        agent_id,
        leg_handled_date,
        leg_ended_date,
        leg_handle_seconds as handle_seconds,
        leg_conversation_seconds as conversation_seconds,
        leg_hold_seconds as call_hold_seconds,
        leg_wrap_seconds as call_wrap_seconds,
        has_hold_seconds,
        has_wrap_seconds
    from calls
    where leg_ended_date is not null
)

select * from final
