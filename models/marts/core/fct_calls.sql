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
        and coalesce(queue_wait_seconds < {{ var('short_abandon_seconds') }}, false) as is_short_abandon
    from calls
),

final as (
    select
        judged.call_id,
        judged.root_call_id,
        judged.parent_call_id,
        judged.merged_customer_id as customer_id,
        judged.queue_id,
        judged.queue_name,
        judged.team_id,
        judged.agent_id,
        judged.ticket_id,
        judged.topic_id,
        judged.source_system,
        judged.media,
        case judged.media when 'voice' then 'phone' else judged.media end as channel,
        judged.direction,
        judged.outcome,
        judged.disposition,
        judged.disconnected_by,
        judged.customer_segment,
        judged.customer_language as language,
        judged.customer_country as country,
        judged.started_at,
        judged.queue_entered_at,
        {{ report_date('coalesce(judged.queue_entered_at, judged.started_at)') }} as queued_date,
        judged.answered_at,
        judged.ended_at,
        handling.handled_at as leg_handled_at,
        {{ report_date('handling.handled_at') }} as leg_handled_date,
        {{ report_date('case when handling.leg_number = 1 then handling.call_handled_at end') }} as handled_date,
        judged.queue_wait_seconds,
        judged.talk_seconds,
        judged.hold_seconds,
        judged.wrap_seconds,
        judged.ivr_seconds,
        handling.handle_seconds as leg_handle_seconds,
        case when handling.leg_number = 1 then handling.call_handle_seconds end as handle_seconds,
        coalesce(handling.has_hold_seconds, false) as has_hold_seconds,
        coalesce(handling.has_wrap_seconds, false) as has_wrap_seconds,
        judged.is_stale,
        judged.is_after_hours,
        judged.is_callback_accepted,
        judged.is_short_abandon,
        judged.is_routed_to_people and not judged.is_short_abandon as is_offered,
        judged.is_routed_to_people and judged.is_hang_up_in_queue and not judged.is_short_abandon as is_abandoned,
        judged.is_routed_to_people and judged.outcome = 'answered' and not judged.is_bot_agent
            as is_answered_from_queue,
        judged.is_routed_to_people
        and coalesce(judged.disposition in ('resolved', 'unresolved'), false)
        and judged.disconnected_by is not null as has_known_ending,
        judged.is_routed_to_people
        and coalesce(judged.disposition = 'unresolved', false)
        and coalesce(judged.disconnected_by = 'customer', false) as is_unresolved_disconnect
    from judged
    left join handling
        on judged.call_id = handling.call_id
)

select * from final
