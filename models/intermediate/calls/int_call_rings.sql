{{ config(materialized='ephemeral') }}
{%- set seconds = var('wait_tolerance_seconds') -%}

-- Ring groups write a row for every telephone: one that rang while its call went on is no offer.
-- Where all rows only rang, one of them tells how the call ended: the queue's own, else the last.
with legs as (
    select
        calls.*,
        call_roots.root_call_id,
        coalesce(calls.queued_at, calls.started_at) as entered_at,
        {{ is_ringing_row('calls') }} as is_ring
    from {{ ref('stg_telephony__calls') }} as calls
    inner join {{ ref('int_call_roots') }} as call_roots
        on calls.call_id = call_roots.call_id
    where
        calls.direction = 'inbound'
        and calls.outcome != 'phantom'
        and call_roots.leg_count > 1
),

compared as (
    select
        *,
        max(case when not is_ring then started_at end) over whole_call as others_started_at,
        -- A row without an end went on.
        max(
            case
                when not is_ring
                    then coalesce(ended_at, cast('9999-12-31' as {{ type_timestamp() }}))
            end
        ) over whole_call as others_ended_at,
        min(case when outcome = 'answered' then answered_at end) over whole_call
            as picked_up_at,
        min(case when is_ring then started_at end) over whole_call as rung_since,
        row_number() over (
            partition by root_call_id, is_ring
            order by
                case when agent_id is null then 0 else 1 end,
                coalesce(ended_at, started_at) desc,
                case when call_id = root_call_id then 0 else 1 end,
                call_id
        ) as rank_from_end
    from legs
    window whole_call as (partition by root_call_id)
),

told as (
    select
        *,
        is_ring and (
            rank_from_end > 1
            or coalesce(others_started_at >= started_at, false)
            or coalesce(
                {{ add_seconds('others_ended_at', seconds) }} >= coalesce(ended_at, started_at),
                false
            )
        ) as is_ring_only
    from compared
),

final as (
    select
        call_id,
        is_ring_only,
        is_ring
        and coalesce(
            picked_up_at between started_at and {{ add_seconds('ended_at', seconds) }}, false
        ) as is_picked_up_elsewhere,
        -- The wait of a call whose first telephones rang in vain began with the first of them.
        case
            when
                not is_ring_only
                and entered_at
                = min(case when not is_ring_only then entered_at end)
                    over (partition by root_call_id)
                and rung_since < entered_at
                then rung_since
        end as rung_since
    from told
)

select * from final
