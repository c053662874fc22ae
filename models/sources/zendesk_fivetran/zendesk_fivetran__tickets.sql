{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

with tickets as (
    select * from {{ source_rows('zendesk_fivetran', 'ticket') }} as tickets
),

staff as (
    select agent_id from {{ ref('zendesk_fivetran__agents') }}
),

-- The survivor names the tickets that were merged into it.
survivors as (
    select
        item as ticket_id,
        max(id) as merged_into_ticket_id
    from {{ json_items('tickets', ['id'], 'merged_ticket_ids') }} as merged
    group by item
),

tags as (
    select
        ticket_id,
        {{ joined_texts("replace(tag, ',', ' ')", ',') }} as tags
    from {{ source_rows('zendesk_fivetran', 'ticket_tag') }} as tags
    group by ticket_id
),

-- Several schedules and policies may follow each other: the last one counts.
schedules as (
    select
        ticket_id,
        schedule_id,
        row_number() over (partition by ticket_id order by created_at desc, schedule_id desc)
            as newest
    from {{ source_rows('zendesk_fivetran', 'ticket_schedule') }} as schedules
),

policies as (
    select
        ticket_id,
        sla_policy_id,
        row_number() over (
            partition by ticket_id order by policy_applied_at desc, sla_policy_id desc
        ) as newest
    from {{ source_rows('zendesk_fivetran', 'ticket_sla_policy') }} as policies
),

-- Minutes, where the help desk's own metrics were loaded beside.
metrics as (
    select
        ticket_id,
        reopens,
        replies,
        {{ minutes_as_seconds('reply_time_in_minutes', 'calendar') }} as reply_seconds,
        {{ minutes_as_seconds('reply_time_in_minutes', 'business') }} as reply_business_seconds,
        {{ minutes_as_seconds('full_resolution_time_in_minutes', 'calendar') }}
            as resolution_seconds,
        {{ minutes_as_seconds('full_resolution_time_in_minutes', 'business') }}
            as resolution_business_seconds
    from {{ source_rows('zendesk_fivetran', 'ticket_metrics') }} as metrics
),

-- Tickets without one follow the account's first schedule.
default_schedule as (
    select min(schedule_id) as schedule_id from {{ ref('zendesk_fivetran__business_hours') }}
),

final as (
    select
        'zendesk' as source_system,
        tickets.id as ticket_id,
        {{ utc_text('tickets.created_at') }} as created_at,
        tickets.status,
        tickets.via_channel as channel,
        case
            when tickets.via_channel = 'voice'
                then case tickets.via_source_rel when 'outbound' then 'outbound' else 'inbound' end
        end as direction,
        case
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
        tickets._fivetran_deleted as is_deleted,
        survivors.merged_into_ticket_id,
        coalesce(schedules.schedule_id, default_schedule.schedule_id) as schedule_id,
        policies.sla_policy_id,
        metrics.reply_seconds as reported_first_reply_seconds,
        metrics.reply_business_seconds as reported_first_reply_business_seconds,
        metrics.resolution_seconds as reported_resolution_seconds,
        metrics.resolution_business_seconds as reported_resolution_business_seconds,
        metrics.reopens as reported_reopens,
        metrics.replies as reported_replies,
        {{ utc_text('tickets.updated_at') }} as updated_at,
        {{ utc_text('tickets._fivetran_synced') }} as loaded_at
    from tickets
    cross join default_schedule
    left join staff
        on tickets.submitter_id = staff.agent_id
    left join survivors
        on tickets.id = survivors.ticket_id
    left join metrics
        on tickets.id = metrics.ticket_id
    left join tags
        on tickets.id = tags.ticket_id
    left join schedules
        on tickets.id = schedules.ticket_id and schedules.newest = 1
    left join policies
        on tickets.id = policies.ticket_id and policies.newest = 1
)

select * from final
