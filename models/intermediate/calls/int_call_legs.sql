{{ config(materialized=part_materialization()) }}
-- Every delivered row of a call, with what other rows of the same call say about it.
with calls as (
    select * from {{ ref('stg_telephony__calls') }}
),

call_roots as (
    select * from {{ ref('int_call_roots') }}
),

rings as (
    select * from {{ ref('int_call_rings') }}
),

conversations as (
    select * from {{ ref('int_call_conversations') }}
),

-- Who tests, tests in every row of the call.
tests as (
    select distinct call_roots.root_call_id
    from calls
    inner join call_roots
        on calls.call_id = call_roots.call_id
    left join {{ ref('int_customers_merged') }} as customers
        on calls.customer_id = customers.customer_id
    where coalesce(calls.is_test, false) or coalesce(customers.is_test, false)
),

final as (
    select
        calls.call_id,
        call_roots.root_call_id,
        calls.parent_call_id,
        coalesce(calls.customer_id, subjects.customer_id) as customer_id,
        coalesce(calls.queue_id, conversations.queue_id) as queue_id,
        coalesce(calls.queue_name, conversations.queue_name) as queue_name,
        coalesce(calls.team_id, conversations.team_id) as team_id,
        coalesce(calls.agent_id, conversations.agent_id) as agent_id,
        coalesce(calls.transferred_to, conversations.transferred_to) as transferred_to,
        coalesce(calls.ticket_id, subjects.ticket_id) as ticket_id,
        coalesce(calls.topic_id, subjects.topic_id) as topic_id,
        calls.started_at,
        calls.queued_at,
        rings.rung_since,
        calls.answered_at,
        calls.ended_at,
        calls.callback_accepted_at,
        calls.callback_completed_at,
        calls.media,
        calls.direction,
        calls.raw_outcome,
        calls.outcome,
        calls.disposition,
        calls.disconnected_by,
        calls.wait_seconds,
        calls.ivr_seconds,
        calls.ring_seconds,
        calls.talk_seconds,
        coalesce(calls.hold_seconds, conversations.hold_seconds) as hold_seconds,
        coalesce(calls.wrap_seconds, conversations.wrap_seconds) as wrap_seconds,
        calls.is_after_hours,
        tests.root_call_id is not null as is_test,
        coalesce(rings.is_ring_only, false) as is_ring_only,
        coalesce(rings.is_picked_up_elsewhere, false) as is_picked_up_elsewhere,
        coalesce(conversations.is_offered_elsewhere, false) as is_offered_elsewhere,
        coalesce(conversations.is_handled_elsewhere, false) as is_handled_elsewhere,
        calls.source_system,
        calls.updated_at,
        calls.loaded_at,
        calls.is_stale
    from calls
    inner join call_roots
        on calls.call_id = call_roots.call_id
    left join rings
        on calls.call_id = rings.call_id
    left join conversations
        on calls.call_id = conversations.call_id
    left join {{ ref('int_call_subjects') }} as subjects
        on call_roots.root_call_id = subjects.root_call_id
    left join tests
        on call_roots.root_call_id = tests.root_call_id
)

select * from final
