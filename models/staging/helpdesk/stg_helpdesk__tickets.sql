{{ config(materialized='table') }}
with tickets as (
    select * from {{ ref('base_helpdesk__tickets') }}
),

final as (
    select
        ---------- ids
        tickets.ticket_id,
        tickets.customer_id,
        tickets.organisation_id,
        tickets.product_id,
        tickets.topic_id,
        tickets.team_id,
        tickets.assignee_id,
        tickets.schedule_id,
        tickets.sla_policy_id,
        tickets.merged_into_ticket_id,
        tickets.split_from_ticket_id,

        ---------- timestamps
        tickets.created_at,
        tickets.solved_at,
        tickets.closed_at,
        tickets.first_responded_at,
        tickets.fulfilled_at,
        tickets.resolution_due_at,

        ---------- categories
        tickets.status as raw_status,
        {{ mapped_group('tickets.status', 'ticket_status_groups.status_group') }} as status_group,
        tickets.channel as raw_channel,
        {{ mapped_group('tickets.channel', 'channel_groups.channel_group', "'unknown'") }}
            as channel,
        tickets.priority as raw_priority,
        {{ mapped_group('tickets.priority', 'priority_groups.priority_group', "'unknown'") }}
            as priority,
        tickets.direction as delivered_direction,
        coalesce(lower(tickets.created_by_type), 'customer') as created_by_type,
        lower(tickets.ticket_type) as ticket_type,
        {{ folded_text('lower(tickets.reason_code)') }} as reason_code,
        tickets.topic_name,
        tickets.product_name,
        lower(tickets.language) as language,
        upper(tickets.country) as country,
        tickets.tags,
        tickets.extra_slice_1,
        tickets.extra_slice_2,
        tickets.extra_slice_3,
        tickets.subject_hash,

        ---------- numerics
        tickets.reopen_count,
        tickets.reassignment_count,

        ---------- booleans
        tickets.knowledge_added,
        coalesce(tickets.is_spam, false) as is_spam,
        coalesce(tickets.is_test, false) as is_test,
        coalesce(tickets.is_deleted, false)
        or coalesce(
            {{ mapped_group('tickets.status', 'ticket_status_groups.status_group') }} = 'deleted',
            false
        ) as is_deleted,

        ---------- as the source itself reports it
        tickets.reported_first_reply_seconds,
        tickets.reported_first_reply_business_seconds,
        tickets.reported_resolution_seconds,
        tickets.reported_resolution_business_seconds,
        tickets.reported_sla_met,
        tickets.reported_reopens,
        tickets.reported_replies,

        ---------- delivery
        tickets.source_system,
        tickets.updated_at,
        tickets.loaded_at,
        tickets.is_stale
    from tickets
    {{ join_mapping('ticket_status_groups', 'tickets.status') }}
    {{ join_mapping('channel_groups', 'tickets.channel') }}
    {{ join_mapping('priority_groups', 'tickets.priority') }}
    where tickets.version_rank = 1
)

select * from final
