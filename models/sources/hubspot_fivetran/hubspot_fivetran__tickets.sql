{{ config(enabled=is_source_enabled('hubspot_fivetran')) }}

with tickets as (
    select
        tickets.*,
        coalesce(
            own_stages.status, only_stages.status, 'stage ' || tickets.property_hs_pipeline_stage
        ) as status,
        coalesce(own_stages.is_closed, only_stages.is_closed) as is_closed,
        '["' || replace(property_hs_merged_object_ids, ';', '","') || '"]' as merged_ids
    from {{ source_rows('hubspot_fivetran', 'ticket') }} as tickets
    left join {{ ref('hubspot_fivetran__stages') }} as own_stages
        on
            tickets.property_hs_pipeline_stage = own_stages.stage_id
            and tickets.property_hs_pipeline = own_stages.pipeline_id
    left join {{ ref('hubspot_fivetran__stages') }} as only_stages
        on
            tickets.property_hs_pipeline_stage = only_stages.stage_id
            and only_stages.pipeline_id is null
),

survivors as (
    select
        item as ticket_id,
        max(id) as merged_into_ticket_id
    from {{ json_items('tickets', ['id'], 'merged_ids') }} as merged
    where item <> id
    group by item
),

openings as (
    select
        ticket_id,
        actor_type,
        row_number() over (partition by ticket_id order by occurred_at, event_id) as position
    from {{ ref('hubspot_fivetran__messages') }}
    where event_type = 'public_message' and actor_type in ('agent', 'customer')
),

-- Several contacts may be linked: that of the conversation goes first.
{%- for name, table, ticket_id, contact_id in [
    ('writers', 'conversation_thread', 'associated_ticket_id', 'associated_contact_id'),
    ('contacts', 'ticket_contact', 'ticket_id', 'contact_id')
] %}
{{ name }} as (
    select
        {{ ticket_id }} as ticket_id,
        min({{ contact_id }}) as contact_id
    from {{ source_rows('hubspot_fivetran', table) }} as {{ name }}
    group by {{ ticket_id }}
),
{% endfor %}
final as (
    select
        'hubspot' as source_system,
        tickets.id as ticket_id,
        {{ utc_text('tickets.property_createdate') }} as created_at,
        tickets.status,
        tickets.property_source_type as channel,
        openings.actor_type as created_by_type,
        coalesce(writers.contact_id, contacts.contact_id) as customer_id,
        tickets.property_subject as subject,
        tickets.property_hs_ticket_category as ticket_type,
        tickets.property_hs_ticket_priority as priority,
        coalesce(nullif(tickets.property_hubspot_team_id, ''), owners.team_id) as team_id,
        nullif(tickets.property_hubspot_owner_id, '') as assignee_id,
        coalesce(
            {{ safe_boolean('tickets._fivetran_deleted') }},
            {{ safe_boolean('tickets.is_deleted') }}
        ) as is_deleted,
        survivors.merged_into_ticket_id,
        {{ utc_text('tickets.property_first_agent_reply_date') }} as first_responded_at,
        -- It stays when a ticket is opened again.
        case when tickets.is_closed then {{ utc_text('tickets.property_closed_date') }} end
            as solved_at,
        {{ utc_text('tickets.property_hs_time_to_close_sla_at') }} as resolution_due_at,
        -- Milliseconds.
        {{ safe_double('tickets.property_time_to_first_agent_reply') }} / 1000
            as reported_first_reply_seconds,
        {{ safe_double('tickets.property_time_to_close') }} / 1000 as reported_resolution_seconds,
        {{ utc_text('tickets.property_hs_lastmodifieddate') }} as updated_at,
        {{ utc_text('tickets._fivetran_synced') }} as loaded_at
    from tickets
    left join {{ ref('hubspot_fivetran__agents') }} as owners
        on tickets.property_hubspot_owner_id = owners.agent_id
    left join survivors
        on tickets.id = survivors.ticket_id
    left join openings
        on tickets.id = openings.ticket_id and openings.position = 1
    left join writers
        on tickets.id = writers.ticket_id
    left join contacts
        on tickets.id = contacts.ticket_id
)

select * from final
