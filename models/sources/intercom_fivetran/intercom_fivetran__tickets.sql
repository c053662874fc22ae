{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

with conversations as (
    select
        *,
        source_delivered_as in ('admin_initiated', 'campaign_initiated', 'automated')
        as is_outbound,
        source_author_type in ('user', 'lead', 'contact') as is_from_contact
    from {{ ref('intercom_fivetran__conversations') }}
),

contacts as (
    select
        conversation_id,
        min(contact_id) as contact_id
    from {{ source_rows('intercom_fivetran', 'conversation_contact_history') }} as contacts
    group by conversation_id
),

teams as (
    select
        ticket_id,
        new_value as team_id,
        row_number() over (partition by ticket_id order by occurred_at desc, event_id desc)
            as newest
    from {{ ref('intercom_fivetran__ticket_events') }}
    where event_type = 'team_change'
),

tags as (
    select
        conversation_tags.conversation_id,
        {{ joined_texts("replace(tags.name, ',', ' ')", ',') }} as tags
    from (
        select distinct
            conversation_id,
            tag_id
        from {{ source_rows('intercom_fivetran', 'conversation_tag_history') }} as history
    ) as conversation_tags
    inner join {{ newest_rows('intercom_fivetran', 'tag', 'id', 'name') }} as tags
        on conversation_tags.tag_id = tags.id
    group by conversation_tags.conversation_id
),

final as (
    select
        'intercom' as source_system,
        conversations.id as ticket_id,
        {{ utc_text('conversations.created_at') }} as created_at,
        conversations.state as status,
        conversations.source_type as channel,
        case when conversations.is_outbound then 'outbound' end as direction,
        case when conversations.is_outbound then 'agent' else 'customer' end as created_by_type,
        coalesce(
            case when conversations.is_from_contact then conversations.source_author_id end,
            contacts.contact_id
        ) as customer_id,
        conversations.source_subject as subject,
        nullif(conversations.priority, 'none') as priority,
        -- 0 is nobody. Where teams have a column, all others who have a conversation are admins.
        coalesce(nullif(conversations.team_assignee_id, '0'), teams.team_id) as team_id,
        case
            when coalesce(conversations.assignee_type, 'admin') = 'admin'
                then nullif(conversations.assignee_id, '0')
        end as assignee_id,
        tags.tags,
        survivors.merged_into_ticket_id,
        case conversations.sla_status when 'hit' then 'true' when 'missed' then 'false' end
            as reported_sla_met,
        conversations.statistics_time_to_admin_reply as reported_first_reply_business_seconds,
        conversations.statistics_time_to_last_close as reported_resolution_business_seconds,
        conversations.statistics_count_reopens as reported_reopens,
        {{ utc_text('conversations.updated_at') }} as updated_at,
        {{ utc_text('conversations._fivetran_synced') }} as loaded_at
    from conversations
    left join contacts
        on conversations.id = contacts.conversation_id
    left join teams
        on conversations.id = teams.ticket_id and teams.newest = 1
    left join tags
        on conversations.id = tags.conversation_id
    left join {{ ref('intercom_fivetran__merges') }} as survivors
        on conversations.id = survivors.ticket_id
)

select * from final
