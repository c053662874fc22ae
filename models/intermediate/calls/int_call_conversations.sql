{{ config(materialized='ephemeral') }}
-- One conversation in several rows: that of the queue tells how long the caller waited, that of the
-- agent how long it took. The first is the offer, the second the effort.
with legs as (
    select
        calls.*,
        call_roots.root_call_id,
        row_number() over (
            partition by call_roots.root_call_id
            order by
                case when coalesce(calls.queue_id, calls.queue_name) is null then 1 else 0 end,
                case when calls.queued_at is null and calls.wait_seconds is null then 1 else 0 end,
                case when calls.call_id = call_roots.root_call_id then 0 else 1 end,
                calls.started_at,
                calls.call_id
        ) as offer_rank,
        row_number() over (
            partition by call_roots.root_call_id
            order by
                case when calls.talk_seconds is null then 1 else 0 end,
                case when calls.agent_id is null then 1 else 0 end,
                calls.answered_at desc,
                calls.call_id desc
        ) as effort_rank
    from {{ ref('stg_telephony__calls') }} as calls
    inner join {{ ref('int_call_roots') }} as call_roots
        on calls.call_id = call_roots.call_id
    where
        calls.direction = 'inbound'
        and calls.outcome = 'answered'
        and call_roots.leg_count > 1
),

pairs as (
    select
        one.call_id,
        other.agent_id as other_agent_id,
        other.team_id as other_team_id,
        other.queue_id as other_queue_id,
        other.queue_name as other_queue_name,
        other.transferred_to as other_transferred_to,
        other.offer_rank < one.offer_rank
        and coalesce(other.queue_id = one.queue_id, true) as is_offered_before,
        other.effort_rank < one.effort_rank as is_better_told,
        case
            when abs(one.talk_seconds - other.talk_seconds) <= {{ var('wait_tolerance_seconds') }}
                then other.hold_seconds
        end as other_hold_seconds,
        case
            when abs(one.talk_seconds - other.talk_seconds) <= {{ var('wait_tolerance_seconds') }}
                then other.wrap_seconds
        end as other_wrap_seconds,
        row_number() over (
            partition by one.call_id
            order by
                case when other.agent_id is null then 1 else 0 end,
                other.answered_at,
                other.call_id
        ) as nearness
    from legs as one
    inner join legs as other
        on
            one.root_call_id = other.root_call_id
            and one.call_id != other.call_id
            and (
                {{ covers_conversation('one', 'other') | indent(16) }}
                or {{ covers_conversation('other', 'one') | indent(16) }}
            )
),

final as (
    select
        call_id,
        max(case when is_offered_before then 1 else 0 end) = 1 as is_offered_elsewhere,
        max(case when is_better_told then 1 else 0 end) = 1 as is_handled_elsewhere,
        max(case when nearness = 1 then other_agent_id end) as agent_id,
        max(case when nearness = 1 then other_team_id end) as team_id,
        max(other_queue_id) as queue_id,
        max(other_queue_name) as queue_name,
        max(other_transferred_to) as transferred_to,
        max(other_hold_seconds) as hold_seconds,
        max(other_wrap_seconds) as wrap_seconds
    from pairs
    group by call_id
)

select * from final
