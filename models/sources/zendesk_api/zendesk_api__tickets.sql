{{ config(enabled=is_source_enabled('zendesk_api')) }}

with tickets as (
    select
        *,
        {{ json_text('via', ['channel']) }} as channel
    from {{ newest_rows('zendesk_api', 'tickets') }} as tickets
),

audit_events as (
    select * from {{ ref('zendesk_api__audit_events') }}
),

survivors as (
    select
        item as ticket_id,
        max(ticket_id) as merged_into_ticket_id
    from {{ json_items('audit_events', ['ticket_id'], 'merged_ticket_ids') }} as merged
    group by item
),

tags as (
    select
        id as ticket_id,
        {{ joined_texts("replace(item, ',', ' ')", ',') }} as tags
    from {{ json_items('tickets', ['id'], 'tags') }} as tags
    group by id
),

-- The ticket does not name its policy, its clocks do. Several may follow each other: the last one
-- counts.
policies as (
    select
        ticket_id,
        {{ json_text('sla', ['policy', 'id']) }} as sla_policy_id,
        row_number() over (partition by ticket_id order by time desc) as newest
    from {{ source_rows('zendesk_api', 'ticket_metric_events') }} as metric_events
    where type = 'apply_sla'
),

-- No stream tells the schedule of a ticket: all follow the account's first one.
default_schedule as (
    select min(schedule_id) as schedule_id from {{ ref('zendesk_api__business_hours') }}
),

final as (
    select
        'zendesk' as source_system,
        tickets.id as ticket_id,
        {{ utc_text('tickets.created_at') }} as created_at,
        tickets.status,
        tickets.channel,
        {{ zendesk_direction('tickets.channel', json_text('tickets.via', ['source', 'rel'])) }}
            as direction,
        case
            when tickets.channel = 'side_conversation' then 'agent'
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
        coalesce(tickets.channel = 'sample_ticket', false) as is_test,
        survivors.merged_into_ticket_id,
        default_schedule.schedule_id,
        policies.sla_policy_id,
        {%- for moment, minutes in [
            ('first_reply', 'metrics.reply_time_in_minutes'),
            ('resolution', 'metrics.full_resolution_time_in_minutes')
        ] %}
        {{ minutes_as_seconds(minutes, 'calendar') }} as reported_{{ moment }}_seconds,
        {{ minutes_as_seconds(minutes, 'business') }} as reported_{{ moment }}_business_seconds,
        {%- endfor %}
        metrics.reopens as reported_reopens,
        metrics.replies as reported_replies,
        {{ utc_text('tickets.updated_at') }} as updated_at
    from tickets
    cross join default_schedule
    left join {{ ref('zendesk_api__agents') }} as staff
        on tickets.submitter_id = staff.agent_id
    left join survivors
        on tickets.id = survivors.ticket_id
    left join {{ newest_rows('zendesk_api', 'ticket_metrics', 'ticket_id') }} as metrics
        on tickets.id = metrics.ticket_id
    left join tags
        on tickets.id = tags.ticket_id
    left join policies
        on tickets.id = policies.ticket_id and policies.newest = 1
)

select * from final
