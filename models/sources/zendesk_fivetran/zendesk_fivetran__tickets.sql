{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

with tickets as (
    select * from {{ source_rows('zendesk_fivetran', 'ticket') }} as tickets
),

-- A chat begins before its ticket may be made.
chats as (
    select
        ticket_id,
        min(occurred_at) as began_at
    from {{ ref('zendesk_fivetran__chat_messages') }} group by ticket_id
),

tags as (
    select
        ticket_id,
        {{ joined_texts("replace(tag, ',', ' ')", ',') }} as tags
    from {{ newest_rows('zendesk_fivetran', 'ticket_tag', 'ticket_id, tag', 'tag') }} as tags
    group by ticket_id
),

-- Several schedules and policies may follow each other: the last one counts.
{%- for name, table, column, moment in [
    ('schedules', 'ticket_schedule', 'schedule_id', 'created_at'),
    ('policies', 'ticket_sla_policy', 'sla_policy_id', 'policy_applied_at')
] %}
{{ name }} as (
    select
        ticket_id,
        {{ column }},
        row_number() over (partition by ticket_id order by {{ moment }} desc, {{ column }} desc)
            as newest
    from {{ source_rows('zendesk_fivetran', table) }} as {{ name }}
),
{% endfor %}
-- Tickets without one follow the account's first schedule.
default_schedule as (
    select min(schedule_id) as schedule_id from {{ ref('zendesk_fivetran__business_hours') }}
),

final as (
    select
        'zendesk' as source_system,
        tickets.id as ticket_id,
        {{ utc_text('least(tickets.created_at, chats.began_at)') }} as created_at,
        tickets.status,
        tickets.via_channel as channel,
        {{ zendesk_direction('tickets.via_channel', 'tickets.via_source_rel') }} as direction,
        case
            when tickets.via_channel = 'side_conversation' then 'agent'
            when tickets.submitter_id = tickets.requester_id then 'customer'
            when staff.agent_id is not null then 'agent'
            else 'customer'
        end as created_by_type,
        tickets.requester_id as customer_id,
        tickets.organization_id as organisation_id,
        tickets.subject,
        tickets.type as ticket_type,
        tickets.priority,
        tickets.group_id as team_id,
        tickets.assignee_id,
        tags.tags,
        tickets.via_channel = 'sample_ticket' as is_test,
        tickets._fivetran_deleted as is_deleted,
        merged.survivor_id as merged_into_ticket_id,
        coalesce(schedules.schedule_id, default_schedule.schedule_id) as schedule_id,
        policies.sla_policy_id,
        -- Minutes, where the help desk's own metrics were loaded beside.
        {%- for moment, minutes in [
            ('first_reply', 'metrics.reply_time_in_minutes'),
            ('resolution', 'metrics.full_resolution_time_in_minutes')
        ] %}
        {{ minutes_as_seconds(minutes, 'calendar') }} as reported_{{ moment }}_seconds,
        {{ minutes_as_seconds(minutes, 'business') }} as reported_{{ moment }}_business_seconds,
        {%- endfor %}
        metrics.reopens as reported_reopens,
        metrics.replies as reported_replies,
        {{ utc_text('tickets.updated_at') }} as updated_at,
        {{ utc_text('tickets._fivetran_synced') }} as loaded_at
    from tickets
    cross join default_schedule
    left join {{ ref('zendesk_fivetran__agents') }} as staff
        on tickets.submitter_id = staff.agent_id
    left join chats
        on tickets.id = chats.ticket_id
    left join {{ ref('zendesk_fivetran__merges') }} as merged
        on tickets.id = merged.ticket_id
    left join {{ source_rows('zendesk_fivetran', 'ticket_metrics') }} as metrics
        on tickets.id = metrics.ticket_id
    left join tags
        on tickets.id = tags.ticket_id
    left join schedules
        on tickets.id = schedules.ticket_id and schedules.newest = 1
    left join policies
        on tickets.id = policies.ticket_id and policies.newest = 1
)

select * from final
