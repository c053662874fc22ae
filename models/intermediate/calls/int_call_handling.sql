{{ config(materialized='ephemeral') }}
-- A transferred call is one call: its legs' seconds add up. Without a talk time a leg was answered,
-- but not known to be handled: elapsed time is no effort.
with calls as (
    select
        *,
        outcome = 'answered' and not is_bot_agent and not is_handled_elsewhere as is_taken
    from {{ ref('int_calls_scoped') }}
    where direction = 'inbound'
),

taken as (
    select
        *,
        min(case when is_taken then coalesce(answered_at, started_at) end) over
            (partition by root_call_id) as taken_at
    from calls
),

-- Passed on: another one was named, or a leg followed that is no ring meanwhile, menu or bot.
followed as (
    select
        *,
        max(
            case
                when is_taken and (transferred_to is not null or started_at > taken_at) then 1
                when
                    started_at > taken_at
                    and outcome not in ('answered', 'ivr_only')
                    and not (is_bot_agent or is_ring_only) then 1
            end
        ) over (partition by root_call_id) is not null as is_transferred
    from taken
),

legs as (
    select
        call_id,
        root_call_id,
        started_at,
        answered_at,
        ended_at,
        coalesce(ended_at, answered_at, started_at) as leg_ended_at,
        {{ seconds_within('answered_at', 'ended_at', var('wait_tolerance_seconds')) }}
            as conversation_seconds,
        talk_seconds is not null as is_handled,
        case when talk_seconds is not null then hold_seconds end as hold_seconds,
        case when talk_seconds is not null then wrap_seconds end as wrap_seconds,
        talk_seconds + coalesce(hold_seconds, 0) + coalesce(wrap_seconds, 0) as handle_seconds,
        is_transferred
    from followed
    where is_taken
),

timed as (
    select
        call_id,
        root_call_id,
        handle_seconds,
        is_transferred,
        leg_ended_at,
        case when is_handled then {{ add_seconds('leg_ended_at', 'coalesce(wrap_seconds, 0)') }} end
            as handled_at,
        hold_seconds is not null as has_hold_seconds,
        wrap_seconds is not null as has_wrap_seconds,
        conversation_seconds,
        -- Where a time is never delivered it is unknown, not zero.
        {%- for part in ['hold_seconds', 'wrap_seconds'] %}
        case
            when
                is_handled and max(case when {{ part }} is not null then 1 else 0 end) over () = 1
                then coalesce({{ part }}, 0)
        end as {{ part }},
        {%- endfor %}
        row_number() over (partition by root_call_id order by started_at, call_id) as leg_number,
        row_number() over (partition by root_call_id order by is_handled desc, started_at, call_id)
            as effort_number,
        sum(handle_seconds) over (partition by root_call_id) as call_handle_seconds,
        min(case when conversation_seconds is not null then answered_at end)
            over (partition by root_call_id) as call_answered_at,
        max(case when conversation_seconds is not null then ended_at end)
            over (partition by root_call_id) as last_conversation_ended_at,
        max(leg_ended_at) over (partition by root_call_id) as call_ended_at
    from legs
),

final as (
    select
        *,
        max(handled_at) over (partition by root_call_id) as call_handled_at,
        -- What the customer spent: first answer to last end, waits between legs included.
        {{ seconds_within(
            'call_answered_at', 'last_conversation_ended_at', var('wait_tolerance_seconds')
        ) }} as call_conversation_seconds,
        sum(hold_seconds) over (partition by root_call_id) as call_hold_seconds,
        sum(wrap_seconds) over (partition by root_call_id) as call_wrap_seconds
    from timed
)

select * from final
