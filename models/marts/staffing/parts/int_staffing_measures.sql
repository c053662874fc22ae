{{ config(materialized='ephemeral') }}
{%- set seconds = 'cast(' ~ var('short_abandon_seconds') ~ ' as ' ~ type_double() ~ ')' -%}
{%- set double = type_double() -%}
{%- set covered_from = 'greatest(answered_at, coalesce(busy_until, answered_at))' -%}

with legs as (
    select * from {{ ref('int_staffing_legs') }}
),

-- Until when the agent was busy with chats that began earlier.
chats as (
    select
        staffing_group,
        media,
        answered_at,
        ended_at,
        max(ended_at) over (
            partition by agent_id, staffing_group order by answered_at, call_id
            rows between unbounded preceding and 1 preceding
        ) as busy_until
    from legs
    where media = 'chat' and agent_id is not null and answered_at < ended_at
),

lengths as (
    select
        staffing_group,
        media,
        {{ seconds_between('answered_at', 'ended_at') }} as chat_seconds,
        greatest({{ seconds_between(covered_from, 'ended_at') }}, 0) as added_seconds
    from chats
),

concurrency as (
    select
        staffing_group,
        media,
        cast(sum(chat_seconds) as {{ double }}) / nullif(sum(added_seconds), 0) as chats_at_once
    from lengths
    group by staffing_group, media
),

-- Patience is estimated from all waits, as most callers are answered before they lose it: hang-ups
-- by seconds waited. Waits count from the limit on below which a hang-up counts nowhere.
sums as (
    select
        staffing_group,
        media,
        cast(sum(leg_handle_seconds) as {{ double }}) as handle_seconds,
        count(distinct case when leg_handle_seconds is not null then root_call_id end)
            as handled_calls,
        count(case when is_abandoned and queue_wait_seconds is not null then 1 end) as abandons,
        sum(case when is_offered then greatest(queue_wait_seconds - {{ seconds }}, 0) end)
            as patient_seconds
    from legs
    group by staffing_group, media
    -- A group whose agents only call others needs no one to answer.
    having count(case when is_offered then 1 end) > 0
),

final as (
    select
        sums.*,
        sum(sums.handle_seconds) over (partition by sums.media) as media_handle_seconds,
        sum(sums.handled_calls) over (partition by sums.media) as media_handled_calls,
        concurrency.chats_at_once
    from sums
    left join concurrency
        on sums.staffing_group = concurrency.staffing_group and sums.media = concurrency.media
)

select * from final
