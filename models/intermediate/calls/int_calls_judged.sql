-- What the customer lived: the waits in all queues, until the first answer or the hang-up.
with waits_together as (
    select
        call_id,
        sum(queue_wait_seconds) over so_far as wait_so_far,
        count(queue_wait_seconds) over so_far = count(*) over so_far as is_wait_so_far_known,
        sum(
            case
                when is_routed_to_people and outcome = 'answered' and not is_bot_agent then 1
                else 0
            end
        ) over so_far as answers_so_far
    from {{ ref('int_calls_scoped') }}
    where is_routed_to_people or is_flowed_out
    window so_far as (
        partition by root_call_id order by queue_entered_at nulls last, call_id
        rows between unbounded preceding and current row
    )
),

judged as (
    select
        calls.*,
        waits_together.answers_so_far,
        case when waits_together.is_wait_so_far_known then waits_together.wait_so_far end
            as wait_so_far,
        is_routed_to_people
        and is_hang_up_in_queue
        and coalesce(
            waits_together.is_wait_so_far_known
            and waits_together.wait_so_far < {{ var('short_abandon_seconds') }},
            false
        ) as is_short_abandon
    from {{ ref('int_calls_scoped') }} as calls
    left join waits_together
        on calls.call_id = waits_together.call_id
),

offered as (
    select
        *,
        is_routed_to_people and not is_short_abandon as is_offered,
        is_routed_to_people and is_hang_up_in_queue and not is_short_abandon as is_abandoned,
        is_routed_to_people and outcome = 'answered' and not is_bot_agent as is_answered_from_queue,
        direction = 'inbound' and not is_bot_agent and agent_id is not null as is_at_an_agent
    from judged
),

final as (
    select
        offered.*,
        case
            when offered.is_answered_from_queue and offered.answers_so_far = 1
                then offered.wait_so_far
        end as customer_wait_seconds,
        offered.is_at_an_agent
        and (
            offered.outcome = 'answered' and not offered.is_handled_elsewhere
            or offered.outcome = 'missed' and not offered.is_picked_up_elsewhere
        )
        -- Where no missed ring ever names its agent, a system shows the answered ones only.
        and max(case when offered.is_at_an_agent and offered.outcome = 'missed' then 1 else 0 end)
            over (partition by offered.source_system) = 1 as has_rung_agent,
        offered.is_at_an_agent
        and offered.outcome = 'missed'
        and not offered.is_picked_up_elsewhere as is_ring_unanswered,
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
)

select * from final
