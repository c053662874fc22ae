-- Transfers of transfers are followed four steps up to the call that the customer made.
with calls as (
    select
        call_id,
        parent_call_id
    from {{ ref('stg_telephony__calls') }}
),

final as (
    select
        calls.call_id,
        coalesce(
            step_three.parent_call_id,
            step_two.parent_call_id,
            step_one.parent_call_id,
            calls.parent_call_id,
            calls.call_id
        ) as root_call_id
    from calls
    left join calls as step_one
        on calls.parent_call_id = step_one.call_id
    left join calls as step_two
        on step_one.parent_call_id = step_two.call_id
    left join calls as step_three
        on step_two.parent_call_id = step_three.call_id
)

select * from final
