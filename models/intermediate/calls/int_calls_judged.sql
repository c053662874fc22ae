with judged as (
    select
        *,
        is_routed_to_people and is_hang_up_in_queue
        and coalesce(queue_wait_seconds < {{ var('short_abandon_seconds') }}, false)
            as is_short_abandon
    from {{ ref('int_calls_scoped') }}
),

offered as (
    select
        *,
        is_routed_to_people and not is_short_abandon as is_offered,
        is_routed_to_people and is_hang_up_in_queue and not is_short_abandon as is_abandoned,
        is_routed_to_people and outcome = 'answered' and not is_bot_agent as is_answered_from_queue
    from judged
),

-- What the customer lived: the waits in all queues until the first answer.
waits_together as (
    select
        call_id,
        is_answered_from_queue,
        sum(queue_wait_seconds) over so_far as wait_so_far,
        count(queue_wait_seconds) over so_far = count(*) over so_far as is_wait_so_far_known,
        sum(case when is_answered_from_queue then 1 else 0 end) over so_far as answers_so_far
    from offered
    where is_answered_from_queue or is_flowed_out
    window so_far as (
        partition by root_call_id order by queue_entered_at nulls last, call_id
        rows between unbounded preceding and current row
    )
),

final as (
    select
        offered.*,
        case
            when waits_together.answers_so_far = 1 and waits_together.is_wait_so_far_known
                then waits_together.wait_so_far
        end as customer_wait_seconds,
        offered.is_routed_to_people
        and coalesce(offered.disposition in ('resolved', 'unresolved'), false)
        and offered.disconnected_by is not null as has_known_ending,
        offered.is_routed_to_people
        and coalesce(offered.disposition = 'unresolved', false)
        and coalesce(offered.disconnected_by = 'customer', false) as is_unresolved_disconnect,
        offered.is_offered and offered.outcome = 'voicemail' as is_voicemail,
        coalesce(offered.is_ivr_entry and offered.outcome = 'ivr_only', false) as is_ivr_contained,
        offered.queue_wait_seconds is not null as has_known_wait,
        {{ service_level_row('offered', var('service_level_seconds'), 'counted') }}
            as is_in_service_level,
        {{ service_level_row('offered', var('service_level_seconds'), 'met') }}
            as is_within_service_level,
        {{ service_level_row('offered', 30, 'counted') }} as is_in_service_level_30s,
        {{ service_level_row('offered', 30, 'met') }} as is_within_service_level_30s
    from offered
    left join waits_together
        on offered.call_id = waits_together.call_id and waits_together.is_answered_from_queue
)

select * from final
