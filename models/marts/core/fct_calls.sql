with calls as (
    select * from {{ ref('int_calls_scoped') }}
),

handling as (
    select * from {{ ref('int_call_handling') }}
),

judged as (
    select
        *,
        is_routed_to_people and is_hang_up_in_queue
        and coalesce(queue_wait_seconds < {{ var('short_abandon_seconds') }}, false)
            as is_short_abandon
    from calls
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
        *,
        {%- set so_far = 'over (partition by root_call_id'
            ~ ' order by queue_entered_at nulls last, call_id'
            ~ ' rows between unbounded preceding and current row)' %}
        sum(queue_wait_seconds) {{ so_far }} as wait_so_far,
        count(queue_wait_seconds) {{ so_far }} = count(*) {{ so_far }} as is_wait_so_far_known,
        sum(case when is_answered_from_queue then 1 else 0 end) {{ so_far }} as answers_so_far
    from offered
    where is_answered_from_queue or is_flowed_out
),

final as (
    select
        offered.call_id,
        offered.root_call_id,
        offered.parent_call_id,
        offered.merged_customer_id as customer_id,
        offered.queue_id,
        offered.queue_name,
        offered.team_id,
        offered.agent_id,
        offered.ticket_id,
        offered.topic_id,
        offered.source_system,
        offered.media,
        {{ call_channel('offered.media') }} as channel,
        offered.direction,
        offered.outcome,
        offered.disposition,
        offered.disconnected_by,
        offered.customer_segment,
        offered.customer_language as language,
        offered.customer_country as country,
        offered.started_at,
        offered.queue_entered_at,
        {{ report_date('coalesce(offered.queue_entered_at, offered.started_at)') }} as queued_date,
        offered.answered_at,
        offered.ended_at,
        handling.handled_at as leg_handled_at,
        {{ report_date('handling.handled_at') }} as leg_handled_date,
        {{ report_date('case when handling.leg_number = 1 then handling.call_handled_at end') }}
            as handled_date,
        {{ report_date('case when handling.leg_number = 1 then handling.call_ended_at end') }}
            as call_ended_date,
        {{ report_date('handling.leg_ended_at') }} as leg_ended_date,
        offered.queue_wait_seconds,
        case
            when
                offered.is_answered_from_queue
                and waits_together.answers_so_far = 1 and waits_together.is_wait_so_far_known
                then waits_together.wait_so_far
        end as customer_wait_seconds,
        offered.talk_seconds,
        offered.hold_seconds,
        offered.wrap_seconds,
        offered.ivr_seconds,
        handling.handle_seconds as leg_handle_seconds,
        case when handling.leg_number = 1 then handling.call_handle_seconds end as handle_seconds,
        case when handling.leg_number = 1 then handling.call_conversation_seconds end
            as conversation_seconds,
        case when handling.leg_number = 1 then handling.call_hold_seconds end as call_hold_seconds,
        case when handling.leg_number = 1 then handling.call_wrap_seconds end as call_wrap_seconds,
        handling.conversation_seconds as leg_conversation_seconds,
        handling.hold_seconds as leg_hold_seconds,
        handling.wrap_seconds as leg_wrap_seconds,
        coalesce(handling.has_hold_seconds, false) as has_hold_seconds,
        coalesce(handling.has_wrap_seconds, false) as has_wrap_seconds,
        offered.is_stale,
        offered.is_after_hours,
        offered.is_callback_accepted,
        offered.is_short_abandon,
        offered.is_offered,
        offered.is_abandoned,
        offered.is_answered_from_queue,
        offered.is_routed_to_people
        and coalesce(offered.disposition in ('resolved', 'unresolved'), false)
        and offered.disconnected_by is not null as has_known_ending,
        offered.is_routed_to_people
        and coalesce(offered.disposition = 'unresolved', false)
        and coalesce(offered.disconnected_by = 'customer', false) as is_unresolved_disconnect,
        coalesce(offered.is_callback_mature, false) as is_callback_mature,
        coalesce(offered.is_callback_reached, false) as is_callback_reached,
        coalesce(offered.are_callbacks_followed, false) as are_callbacks_followed,
        offered.is_offered and offered.outcome = 'voicemail' as is_voicemail,
        coalesce(offered.is_flowed_out, false) as is_flowed_out,
        coalesce(offered.is_ivr_entry, false) as is_ivr_entry,
        coalesce(offered.is_ivr_entry and offered.outcome = 'ivr_only', false) as is_ivr_contained,
        offered.queue_wait_seconds is not null as has_known_wait,
        {{ service_level_row('offered', var('service_level_seconds'), 'counted') }}
            as is_in_service_level,
        {{ service_level_row('offered', var('service_level_seconds'), 'met') }}
            as is_within_service_level,
        {{ service_level_row('offered', 30, 'counted') }} as is_in_service_level_30s,
        {{ service_level_row('offered', 30, 'met') }} as is_within_service_level_30s
    from offered
    left join handling
        on offered.call_id = handling.call_id
    left join waits_together
        on offered.call_id = waits_together.call_id
)

select * from final
