with ticket_events as (
    select * from {{ ref('base_helpdesk__ticket_events') }}
),

final as (
    select
        ---------- ids
        ticket_events.event_id,
        ticket_events.ticket_id,
        ticket_events.actor_id,
        ticket_events.article_id,

        ---------- timestamps
        ticket_events.occurred_at,

        ---------- categories
        ticket_events.event_type,
        ticket_events.actor_type,
        ticket_events.channel,
        -- A status or priority may be called None, an agent or team is not.
        {%- for value in ['old_value', 'new_value'] %}
        case
            when
                not {{ is_nothing('ticket_events.' ~ value) }}
                or not {{ changes_an_id('ticket_events.event_type') }}
                then ticket_events.{{ value }}
        end as {{ value }},
        {%- endfor %}
        case
            when ticket_events.event_type = 'status_change'
                then {{ mapped_group('ticket_events.old_value', 'old_groups.status_group') }}
        end as old_status_group,
        case
            when ticket_events.event_type = 'status_change'
                then {{ mapped_group('ticket_events.new_value', 'new_groups.status_group') }}
        end as new_status_group,

        ---------- numerics
        ticket_events.sequence as event_sequence,
        ticket_events.work_seconds,

        ---------- booleans
        ticket_events.is_public,
        coalesce(ticket_events.is_automated, false) as is_automated,

        ---------- delivery
        ticket_events.source_system,
        ticket_events.updated_at,
        ticket_events.loaded_at,
        ticket_events.is_stale
    from ticket_events
    {{ join_mapping('ticket_status_groups', 'ticket_events.old_value', alias='old_groups') }}
    {{ join_mapping('ticket_status_groups', 'ticket_events.new_value', alias='new_groups') }}
    where ticket_events.version_rank = 1
)

select * from final
