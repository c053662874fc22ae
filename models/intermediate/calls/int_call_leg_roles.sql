{%- set tolerance = var('wait_tolerance_seconds') -%}

-- Telephone systems write one call in many rows: one per telephone that rang, one for the queue and
-- one for the agent. Here stands which row of a call is which.
with legs as (
    select
        calls.*,
        call_roots.root_call_id,
        calls.outcome in ('missed', 'abandoned', 'failed')
        and calls.answered_at is null
        and (calls.agent_id is not null or calls.ring_seconds is not null) as is_ring,
        count(*) over (partition by call_roots.root_call_id) as leg_count
    from {{ ref('stg_telephony__calls') }} as calls
    inner join {{ ref('int_call_roots') }} as call_roots
        on calls.call_id = call_roots.call_id
    where calls.direction = 'inbound' and calls.outcome != 'phantom'
),

rings as (
    select
        *,
        max(
            case
                when not is_ring
                    then coalesce(ended_at, answered_at, cast('9999-12-31' as {{ type_timestamp() }}))
            end
        ) over (partition by root_call_id) as others_ended_at,
        min(case when not is_ring then coalesce(queued_at, started_at) end)
            over (partition by root_call_id) as others_began_at,
        min(case when is_ring then started_at end) over (partition by root_call_id) as rung_since,
        -- Where every row only rang, the last one tells how the call ended; the queue's own before others.
        row_number() over (
            partition by root_call_id, is_ring
            order by
                case when agent_id is null then 0 else 1 end,
                coalesce(ended_at, started_at) desc,
                case when call_id = root_call_id then 0 else 1 end,
                call_id
        ) as rank_from_end
    from legs
    where leg_count > 1
),

conversations as (
    select
        *,
        {{ conversation_ranks() }}
    from rings
    where outcome = 'answered'
)

select 1
