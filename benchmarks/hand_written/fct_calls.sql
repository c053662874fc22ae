create table fct_calls as
with newest as (
    select *
    from raw_calls
    where occurrence(started_at, loaded_at) is not null and outcome is not null
    qualify row_number() over (partition by call_id order by loaded_at desc) = 1
),

typed as (
    select
        newest.call_id,
        newest.parent_call_id,
        hidden(newest.customer_id) as customer_id,
        newest.queue_id,
        newest.queue_name,
        newest.team_id,
        newest.agent_id,
        newest.ticket_id,
        newest.topic_id,
        coalesce(lower(newest.media), 'voice') as media,
        coalesce(lower(newest.direction), 'inbound') as direction,
        coalesce(outcomes.outcome_group, 'other') as outcome,
        lower(newest.disposition) as disposition,
        lower(newest.disconnected_by) as disconnected_by,
        occurrence(newest.started_at, newest.loaded_at) as started_at,
        occurrence(newest.queued_at, newest.loaded_at) as queued_at,
        occurrence(newest.answered_at, newest.loaded_at) as answered_at,
        occurrence(newest.ended_at, newest.loaded_at) as ended_at,
        occurrence(newest.callback_accepted_at, newest.loaded_at) as callback_accepted_at,
        occurrence(newest.callback_completed_at, newest.loaded_at) as callback_completed_at,
        amount(newest.wait_seconds) as wait_seconds,
        amount(newest.ivr_seconds) as ivr_seconds,
        amount(newest.talk_seconds) as talk_seconds,
        amount(newest.hold_seconds) as hold_seconds,
        amount(newest.wrap_seconds) as wrap_seconds,
        is_yes(newest.is_after_hours) as is_after_hours,
        is_yes(newest.is_test) as is_test
    from newest
    left join call_outcome_groups as outcomes
        on lower(trim(newest.outcome)) = outcomes.raw_outcome
),

rooted as (
    select
        typed.*,
        coalesce(
            three.parent_call_id, two.parent_call_id, one.parent_call_id, typed.parent_call_id,
            typed.call_id
        ) as named_call_id
    from typed
    left join typed as one on typed.parent_call_id = one.call_id
    left join typed as two on one.parent_call_id = two.call_id
    left join typed as three on two.parent_call_id = three.call_id
),

scoped as (
    select
        rooted.*,
        coalesce(
            delivered.call_id,
            first_value(rooted.call_id) over (
                partition by rooted.named_call_id order by rooted.started_at, rooted.call_id
            )
        ) as root_call_id,
        coalesce(customers.canonical_customer_id, rooted.customer_id) as merged_customer_id,
        customers.segment as customer_segment,
        customers.country,
        customers.language,
        coalesce(agents.is_bot, false) as is_bot,
        coalesce(
            rooted.queued_at,
            case when coalesce(rooted.ivr_seconds, 0) = 0 then rooted.started_at end
        ) as queue_entered_at,
        rooted.is_test
        or coalesce(customers.is_test, false)
        or coalesce(agents.is_test, false)
        or rooted.outcome = 'phantom'
        or rooted.started_at > as_of() as is_left_out
    from rooted
    left join typed as delivered on rooted.named_call_id = delivered.call_id
    left join customers on rooted.customer_id = customers.customer_id
    left join agents on rooted.agent_id = agents.agent_id
),

waited as (
    select
        *,
        case
            when wait_seconds is not null then wait_seconds
            when coalesce(callback_accepted_at, answered_at) >= queue_entered_at
                then seconds(queue_entered_at, coalesce(callback_accepted_at, answered_at))
            when answered_at is null and outcome = 'abandoned' and ended_at >= queue_entered_at
                then seconds(queue_entered_at, ended_at)
        end as queue_wait_seconds,
        outcome = 'callback' or callback_accepted_at is not null as is_callback_accepted,
        coalesce(callback_accepted_at, ended_at, started_at) + interval 72 hours
            as callback_due_at,
        bool_or(callback_completed_at is not null) over () as are_callbacks_followed,
        direction = 'inbound' and not is_after_hours and outcome = 'flow_out' as is_flowed_out,
        direction = 'inbound'
        and root_call_id = call_id
        and (coalesce(ivr_seconds > 0, false) or outcome = 'ivr_only') as is_ivr_entry,
        direction = 'inbound'
        and not is_after_hours
        and outcome not in ('ivr_only', 'flow_out', 'other')
        and (outcome != 'failed' or queued_at is not null) as is_routed,
        direction = 'inbound'
        and outcome = 'answered'
        and not is_bot as is_answered,
        is_answered and talk_seconds is not null as is_handled,
        bool_or(is_handled and hold_seconds is not null) over () as is_hold_known,
        bool_or(is_handled and wrap_seconds is not null) over () as is_wrap_known
    from scoped
    where not is_left_out
),

judged as (
    select
        *,
        is_routed and outcome = 'answered' and not is_bot as is_answered_from_queue,
        is_routed
        and outcome = 'abandoned'
        and not is_callback_accepted
        and coalesce(disconnected_by, 'customer') = 'customer' as is_hang_up,
        is_hang_up and coalesce(queue_wait_seconds < 10, false) as is_short_abandon,
        is_routed and not is_short_abandon as is_offered,
        case
            when is_handled
                then talk_seconds + coalesce(hold_seconds, 0) + coalesce(wrap_seconds, 0)
        end as leg_handle_seconds,
        case when is_answered then coalesce(ended_at, answered_at, started_at) end as leg_ended_at,
        case
            when is_handled
                then leg_ended_at
                + to_microseconds(cast(round(coalesce(wrap_seconds, 0) * 1000000) as bigint))
        end as leg_handled_at,
        case when is_answered and ended_at >= answered_at then answered_at end as talked_from,
        case when is_answered and ended_at >= answered_at then ended_at end as talked_until,
        case when is_handled and is_hold_known then coalesce(hold_seconds, 0) end
            as leg_hold_seconds,
        case when is_handled and is_wrap_known then coalesce(wrap_seconds, 0) end
            as leg_wrap_seconds
    from waited
),

together as (
    select
        *,
        is_answered
        and row_number() over (
            partition by root_call_id, is_answered order by started_at, call_id
        ) = 1 as is_first_leg,
        sum(leg_handle_seconds) over legs as all_handle_seconds,
        max(leg_handled_at) over legs as all_handled_at,
        max(leg_ended_at) over legs as all_ended_at,
        min(talked_from) over legs as all_talked_from,
        max(talked_until) over legs as all_talked_until,
        sum(leg_hold_seconds) over legs as all_hold_seconds,
        sum(leg_wrap_seconds) over legs as all_wrap_seconds,
        count(*) filter (where is_answered_from_queue) over so_far as answers_so_far,
        sum(queue_wait_seconds) filter (where is_answered_from_queue or is_flowed_out) over so_far
            as wait_so_far,
        count(*) filter (
            where (is_answered_from_queue or is_flowed_out) and queue_wait_seconds is null
        ) over so_far as unknown_so_far
    from judged
    window
        legs as (partition by root_call_id),
        so_far as (
            partition by root_call_id order by queue_entered_at nulls last, call_id
            rows unbounded preceding
        )
)

select
    call_id,
    root_call_id,
    parent_call_id,
    merged_customer_id as customer_id,
    queue_id,
    queue_name,
    team_id,
    agent_id,
    ticket_id,
    topic_id,
    cast(null as varchar) as source_system,
    media,
    case media when 'voice' then 'phone' else media end as channel,
    direction,
    outcome,
    disposition,
    disconnected_by,
    customer_segment,
    language,
    country,
    started_at,
    queue_entered_at,
    cast(coalesce(queue_entered_at, started_at) as date) as queued_date,
    answered_at,
    ended_at,
    leg_handled_at,
    cast(leg_handled_at as date) as leg_handled_date,
    case when is_first_leg then cast(all_handled_at as date) end as handled_date,
    case when is_first_leg then cast(all_ended_at as date) end as call_ended_date,
    cast(leg_ended_at as date) as leg_ended_date,
    queue_wait_seconds,
    case
        when is_answered_from_queue and answers_so_far = 1 and unknown_so_far = 0 then wait_so_far
    end as customer_wait_seconds,
    talk_seconds,
    hold_seconds,
    wrap_seconds,
    ivr_seconds,
    leg_handle_seconds,
    case when is_first_leg then all_handle_seconds end as handle_seconds,
    case when is_first_leg then seconds(all_talked_from, all_talked_until) end
        as conversation_seconds,
    case when is_first_leg then all_hold_seconds end as call_hold_seconds,
    case when is_first_leg then all_wrap_seconds end as call_wrap_seconds,
    seconds(talked_from, talked_until) as leg_conversation_seconds,
    leg_hold_seconds,
    leg_wrap_seconds,
    is_handled and hold_seconds is not null as has_hold_seconds,
    is_handled and wrap_seconds is not null as has_wrap_seconds,
    false as is_stale,
    is_after_hours,
    is_callback_accepted,
    is_short_abandon,
    is_offered,
    is_hang_up and not is_short_abandon as is_abandoned,
    is_answered_from_queue,
    is_routed
    and coalesce(disposition in ('resolved', 'unresolved'), false)
    and disconnected_by is not null as has_known_ending,
    is_routed
    and coalesce(disposition = 'unresolved', false)
    and coalesce(disconnected_by = 'customer', false) as is_unresolved_disconnect,
    is_callback_accepted and are_callbacks_followed and callback_due_at <= as_of()
        as is_callback_mature,
    is_callback_accepted and coalesce(callback_completed_at <= callback_due_at, false)
        as is_callback_reached,
    are_callbacks_followed,
    is_offered and outcome = 'voicemail' as is_voicemail,
    is_flowed_out,
    is_ivr_entry,
    is_ivr_entry and outcome = 'ivr_only' as is_ivr_contained,
    queue_wait_seconds is not null as has_known_wait,
    is_offered and not (is_answered_from_queue and queue_wait_seconds is null)
        as is_in_service_level,
    is_offered and is_answered_from_queue and coalesce(queue_wait_seconds <= 20, false)
        as is_within_service_level,
    is_in_service_level as is_in_service_level_30s,
    is_offered and is_answered_from_queue and coalesce(queue_wait_seconds <= 30, false)
        as is_within_service_level_30s
from together
