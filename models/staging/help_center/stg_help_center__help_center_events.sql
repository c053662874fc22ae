with help_center_events as (
    select * from {{ ref('base_help_center__help_center_events') }}
),

final as (
    select
        ---------- ids
        help_center_events.event_id,
        help_center_events.visitor_id,
        help_center_events.customer_id,
        help_center_events.session_id,
        help_center_events.article_id,
        help_center_events.topic_id,
        help_center_events.ticket_id,

        ---------- timestamps
        help_center_events.occurred_at,

        ---------- categories
        help_center_events.event_type,

        ---------- numerics
        help_center_events.vote_value,
        help_center_events.results_count,

        ---------- booleans
        coalesce(help_center_events.is_staff, false) as is_staff,
        coalesce(help_center_events.is_bot_agent, false) as is_bot_agent,

        ---------- delivery
        help_center_events.source_system,
        help_center_events.updated_at,
        help_center_events.loaded_at,
        help_center_events.is_stale
    from help_center_events
    where help_center_events.version_rank = 1
)

select * from final
