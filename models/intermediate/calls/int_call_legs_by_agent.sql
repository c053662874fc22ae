with calls as (
    select * from {{ ref('fct_calls') }}
),

final as (
    select
        call_id,
        agent_id,
        leg_handled_date,
        leg_handle_seconds as handle_seconds,
        has_hold_seconds,
        has_wrap_seconds
    from calls
    where leg_handle_seconds is not null
)

select * from final
