{{ config(materialized='table') }}
with calls as (
    select * from {{ ref('base_telephony__calls') }}
),

-- A call that names a number is its customer's, where only one customer has that number.
customers_by_number as (
    select
        phone_hash,
        min(customer_id) as customer_id
    from {{ ref('stg_commerce__customers') }}
    where phone_hash is not null
    group by phone_hash
    having count(*) = 1
),

final as (
    select
        ---------- ids
        calls.call_id,
        calls.parent_call_id,
        coalesce(customers_by_number.customer_id, calls.customer_id) as customer_id,
        calls.queue_id,
        calls.team_id,
        calls.agent_id,
        nullif(calls.transferred_to, calls.agent_id) as transferred_to,
        calls.ticket_id,
        calls.topic_id,

        ---------- timestamps
        calls.started_at,
        calls.queued_at,
        calls.answered_at,
        calls.ended_at,
        calls.callback_accepted_at,
        calls.callback_completed_at,

        ---------- categories
        case
            when calls.media is null then 'voice'
            when calls.media in ('voice', 'chat', 'video') then calls.media
            else 'other'
        end as media,
        coalesce(lower(calls.direction), 'inbound') as direction,
        calls.queue_name,
        calls.outcome as raw_outcome,
        {{ mapped_group('calls.outcome', 'call_outcome_groups.outcome_group') }} as outcome,
        lower(calls.disposition) as disposition,
        lower(calls.disconnected_by) as disconnected_by,

        ---------- numerics
        calls.wait_seconds,
        calls.ivr_seconds,
        calls.ring_seconds,
        calls.talk_seconds,
        calls.hold_seconds,
        calls.wrap_seconds,

        ---------- booleans
        coalesce(calls.is_after_hours, false) as is_after_hours,
        coalesce(calls.is_test, false) as is_test,

        ---------- as the source itself reports it
        calls.reported_wait_seconds,
        calls.reported_handle_seconds,

        ---------- delivery
        calls.source_system,
        calls.updated_at,
        calls.loaded_at,
        calls.is_stale
    from calls
    {{ join_mapping('call_outcome_groups', 'calls.outcome') }}
    -- The hash stands behind the name of the telephone system.
    left join customers_by_number
        on right(calls.customer_id, 39) = customers_by_number.phone_hash
    where calls.version_rank = 1
)

select * from final
