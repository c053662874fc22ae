{{ config(
    enabled=is_source_enabled('genesys_conversations'),
    post_hook="{{ note_talks_of_genesys(this) }}",
) }}

-- One row per session, with the length of each kind of segment. In a queue `interact` is the wait,
-- with an agent the talk; an agent's session without any is a phone that rang unanswered.
with segments as (
    select
        *,
        {{ seconds_between('started_at', 'ended_at') }} as seconds,
        row_number() over (
            partition by conversation_id, session_id
            order by case when segment_type = 'wrapup' then 1 else 0 end, started_at desc
        ) as from_last
    from {{ ref('genesys_conversations__segments') }}
),

final as (
    select
        conversation_id,
        conversation_start,
        coalesce(direction, 'inbound') as direction,
        purpose,
        user_id,
        session_id,
        media_type,
        caller,
        max(queue_id) as queue_id,
        min(case when segment_type = 'interact' then started_at end) as interact_started_at,
        max(case when segment_type = 'interact' then ended_at end) as interact_ended_at,
        max(case when segment_type <> 'wrapup' then ended_at end) as left_at,
        max(case when from_last = 1 then disconnect_type end) as disconnect_type,
        {%- for kind in ['interact', 'hold', 'alert', 'wrapup', 'ivr'] %}
        sum(case when segment_type = '{{ kind }}' then seconds end) as {{ kind }}_seconds
        {{- ',' if not loop.last }}
        {%- endfor %}
    from segments
    group by 1, 2, 3, 4, 5, 6, 7, 8
)

select * from final
