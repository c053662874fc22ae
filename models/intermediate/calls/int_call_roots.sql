{{ config(materialized=part_materialization()) }}
-- Transfers of transfers are followed four steps up to the call that the customer made. Where that
-- one was not delivered, or set aside, the first of its legs stands for it.
with calls as (
    select
        call_id,
        parent_call_id,
        started_at
    from {{ ref('stg_telephony__calls') }}
),

followed as (
    select
        calls.call_id,
        calls.started_at,
        coalesce(
            step_three.parent_call_id,
            step_two.parent_call_id,
            step_one.parent_call_id,
            calls.parent_call_id,
            calls.call_id
        ) as named_call_id
    from calls
    left join calls as step_one
        on calls.parent_call_id = step_one.call_id
    left join calls as step_two
        on step_one.parent_call_id = step_two.call_id
    left join calls as step_three
        on step_two.parent_call_id = step_three.call_id
),

rooted as (
    select
        followed.call_id,
        coalesce(
            delivered.call_id,
            first_value(followed.call_id) over (
                partition by followed.named_call_id order by followed.started_at, followed.call_id
            )
        ) as root_call_id
    from followed
    left join calls as delivered
        on followed.named_call_id = delivered.call_id
),

final as (
    select
        call_id,
        root_call_id,
        count(*) over (partition by root_call_id) as leg_count
    from rooted
)

select * from final
