{{ config(materialized='ephemeral') }}
-- Calls and chats of the last finished weeks, each with the group of agents that it waits for. An
-- agent's leg without a queue belongs to the queue of its call.
with days as (
    select * from {{ ref('int_peak_days') }}
),

queued as (
    select
        calls.*,
        days.iso_weekday,
        coalesce(
            calls.queue_id,
            max(case when calls.is_offered then calls.queue_id end)
                over (partition by calls.root_call_id),
            'unknown'
        ) as known_queue_id
    from {{ ref('int_calls') }} as calls
    inner join days
        on calls.queued_date = days.date_day
    where calls.media in ('voice', 'chat')
),

final as (
    select
        queued.call_id,
        queued.root_call_id,
        queued.media,
        queued.channel,
        queued.agent_id,
        queued.iso_weekday,
        extract(hour from {{ report_time('coalesce(queued.queue_entered_at, queued.started_at)') }})
            as hour_of_day,
        queued.answered_at,
        queued.ended_at,
        queued.is_offered,
        queued.is_abandoned,
        queued.queue_wait_seconds,
        queued.leg_handle_seconds,
        coalesce(rules.staffing_group, queued.known_queue_id) as staffing_group
    from queued
    left join {{ ref('staffing_groups') }} as rules
        on queued.known_queue_id = rules.queue_id and queued.media = rules.media
)

select * from final
