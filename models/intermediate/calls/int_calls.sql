with final as (
    select
        calls.call_id,
        calls.root_call_id,
        calls.parent_call_id,
        calls.merged_customer_id as customer_id,
        calls.queue_id,
        calls.queue_name,
        calls.team_id,
        calls.agent_id,
        calls.ticket_id,
        calls.topic_id,
        calls.source_system,
        calls.media,
        {{ call_channel('calls.media') }} as channel,
        calls.direction,
        calls.outcome,
        calls.disposition,
        calls.disconnected_by,
        calls.customer_segment,
        calls.customer_language as language,
        calls.customer_country as country,
        calls.started_at,
        calls.queue_entered_at,
        {{ report_date('coalesce(calls.queue_entered_at, calls.started_at)') }} as queued_date,
        calls.answered_at,
        calls.ended_at,
        handling.handled_at as leg_handled_at,
        {{ report_date('handling.handled_at') }} as leg_handled_date,
        {{ report_date('case when handling.effort_number = 1 then handling.call_handled_at end') }}
            as handled_date,
        {{ report_date(
            'case when 1 in (handling.leg_number, handling.effort_number) '
            ~ 'then handling.call_ended_at end'
        ) }} as call_ended_date,
        {{ report_date('handling.leg_ended_at') }} as leg_ended_date,
        calls.queue_wait_seconds,
        calls.customer_wait_seconds,
        calls.talk_seconds,
        calls.hold_seconds,
        calls.wrap_seconds,
        calls.ivr_seconds,
        calls.ring_seconds,
        handling.handle_seconds as leg_handle_seconds,
        case when handling.effort_number = 1 then handling.call_handle_seconds end
            as handle_seconds,
        case when handling.leg_number = 1 then handling.call_conversation_seconds end
            as conversation_seconds,
        case when handling.effort_number = 1 then handling.call_hold_seconds end
            as call_hold_seconds,
        case when handling.effort_number = 1 then handling.call_wrap_seconds end
            as call_wrap_seconds,
        case when handling.leg_number = 1 then handling.is_transferred end as is_transferred,
        handling.conversation_seconds as leg_conversation_seconds,
        handling.hold_seconds as leg_hold_seconds,
        handling.wrap_seconds as leg_wrap_seconds,
        coalesce(handling.has_hold_seconds, false) as has_hold_seconds,
        coalesce(handling.has_wrap_seconds, false) as has_wrap_seconds,
        calls.is_stale,
        calls.is_after_hours,
        calls.is_callback_accepted,
        calls.is_ring_only,
        calls.is_offered_elsewhere,
        calls.has_rung_agent,
        calls.is_ring_unanswered,
        calls.is_short_abandon,
        calls.is_offered,
        calls.is_abandoned,
        calls.is_answered_from_queue,
        calls.has_known_ending,
        calls.is_unresolved_disconnect,
        coalesce(calls.is_callback_mature, false) as is_callback_mature,
        coalesce(calls.is_callback_reached, false) as is_callback_reached,
        coalesce(calls.are_callbacks_followed, false) as are_callbacks_followed,
        calls.is_voicemail,
        coalesce(calls.is_flowed_out, false) as is_flowed_out,
        coalesce(calls.is_ivr_entry, false) as is_ivr_entry,
        calls.is_ivr_contained,
        calls.has_known_wait,
        calls.is_in_service_level,
        calls.is_within_service_level,
        calls.is_in_service_level_30s,
        calls.is_within_service_level_30s
    from {{ ref('int_calls_judged') }} as calls
    left join {{ ref('int_call_handling') }} as handling
        on calls.call_id = handling.call_id
)

select * from final
