{%- set seconds = var('wait_tolerance_seconds') -%}

with calls as (
    select * from {{ ref('int_call_legs') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

customers as (
    select * from {{ ref('int_customers_merged') }}
),

agents as (
    select * from {{ ref('int_agents_current') }}
),

scoped as (
    select
        calls.*,
        as_of.as_of,
        coalesce(customers.canonical_customer_id, calls.customer_id) as merged_customer_id,
        customers.segment as customer_segment,
        customers.country as customer_country,
        customers.language as customer_language,
        coalesce(agents.is_bot, false) as is_bot_agent,
        -- Without a queue time and without a menu the caller queued from the first second.
        coalesce(
            calls.rung_since,
            calls.queued_at,
            case when coalesce(calls.ivr_seconds, 0) = 0 then calls.started_at end
        ) as queue_entered_at
    from calls
    cross join as_of
    left join customers
        on calls.customer_id = customers.customer_id
    left join agents
        on calls.agent_id = agents.agent_id
    where
        calls.started_at <= as_of.as_of
        and not calls.is_test
        and not coalesce(agents.is_test, false)
        and calls.outcome != 'phantom'
),

waited as (
    select
        *,
        case
            when wait_seconds is not null then wait_seconds
            when coalesce(callback_accepted_at, answered_at) is not null
                then {{ seconds_within(
                    'queue_entered_at', 'coalesce(callback_accepted_at, answered_at)', seconds
                ) }}
            when outcome in ('abandoned', 'flow_out', 'missed')
                then {{ seconds_within('queue_entered_at', 'ended_at', seconds) }}
        end as queue_wait_seconds,
        outcome = 'callback' or callback_accepted_at is not null as is_callback_accepted,
        {{ add_seconds(
            'coalesce(callback_accepted_at, ended_at, started_at)',
            variable_seconds('callback_window_hours')
        ) }} as callback_due_at,
        -- A source that never says when it called back does not say that it never did.
        max(case when callback_completed_at is not null then 1 else 0 end) over () = 1
            as are_callbacks_followed
    from scoped
),

final as (
    select
        *,
        is_callback_accepted and are_callbacks_followed and callback_due_at <= as_of
            as is_callback_mature,
        is_callback_accepted and coalesce(callback_completed_at <= callback_due_at, false)
            as is_callback_reached,
        direction = 'inbound'
        and not is_after_hours
        and outcome = 'flow_out' as is_flowed_out,
        direction = 'inbound'
        and root_call_id = call_id
        and (coalesce(ivr_seconds > 0, false) or outcome = 'ivr_only') as is_ivr_entry,
        direction = 'inbound'
        and not is_after_hours
        and not is_ring_only
        and not is_offered_elsewhere
        and outcome not in ('ivr_only', 'flow_out', 'other')
        and (outcome != 'failed' or queued_at is not null) as is_routed_to_people,
        outcome = 'abandoned'
        and not is_callback_accepted
        and coalesce(disconnected_by, 'customer') = 'customer' as is_hang_up_in_queue
    from waited
)

select * from final
