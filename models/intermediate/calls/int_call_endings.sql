-- A call that was passed on ended as its last leg did; who answered first had the first contact.
with calls as (
    select * from {{ ref('int_calls_judged') }}
    where direction = 'inbound' and not is_ring_only
),

ranked as (
    select
        *,
        row_number() over (
            partition by root_call_id
            order by
                -- A conversation told twice, or a row that nobody can read, tells no end.
                case
                    when disposition is null and (is_offered_elsewhere or outcome = 'other') then 1
                    else 0
                end,
                started_at desc,
                case when disposition is null then 1 else 0 end,
                call_id desc
        ) as rank_from_end,
        row_number() over (
            partition by root_call_id
            order by case when is_answered_from_queue then 0 else 1 end, started_at, call_id
        ) as answer_rank
    from calls
),

final as (
    select
        root_call_id,
        max(case when rank_from_end = 1 then disposition end) as disposition,
        max(case when rank_from_end = 1 then coalesce(ended_at, answered_at, started_at) end)
            as ended_at,
        max(case when is_answered_from_queue then 1 else 0 end) = 1 as is_answered,
        -- One that ended in the menu, or in words that nobody can read, is no contact.
        max(case when outcome in ('ivr_only', 'other') then 0 else 1 end) = 1 as is_contact,
        max(case when answer_rank = 1 then agent_id end) as agent_id,
        max(case when answer_rank = 1 then team_id end) as team_id
    from ranked
    group by root_call_id
)

select * from final
