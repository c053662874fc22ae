{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

-- The last version of every conversation, and of every customer's ticket that is none: a
-- conversation that became a ticket keeps its id. Which version is active is not asked: some have
-- none.
with conversations as (
    select * from {{ newest_rows('intercom_fivetran', 'conversation_history') }} as conversations
),

contacts as (
    select
        ticket_id,
        min(id) as contact_id
    from {{ source_rows('intercom_fivetran', 'ticket_contact_history') }} as contacts
    group by ticket_id
),

final as (
    select
        id,
        false as is_ticket,
        created_at,
        updated_at,
        state,
        source_type,
        source_author_type,
        source_author_id,
        source_delivered_as,
        source_subject,
        assignee_id,
        assignee_type,
        team_assignee_id,
        priority,
        sla_status,
        statistics_time_to_admin_reply,
        statistics_time_to_last_close,
        statistics_count_reopens,
        _fivetran_synced
    from conversations
    union all
    {%- set nothing = 'cast(null as ' ~ type_text() ~ ')' %}
    select
        tickets.id,
        true as is_ticket,
        tickets.created_at,
        tickets.updated_at,
        tickets.ticket_state as state,
        {{ nothing }} as source_type,
        'contact' as source_author_type,
        contacts.contact_id as source_author_id,
        {{ nothing }} as source_delivered_as,
        {{ nothing }} as source_subject,
        tickets.admin_assignee_id as assignee_id,
        'admin' as assignee_type,
        tickets.team_assignee_id,
        {{ nothing }} as priority,
        {{ nothing }} as sla_status,
        {{ nothing }} as statistics_time_to_admin_reply,
        {{ nothing }} as statistics_time_to_last_close,
        {{ nothing }} as statistics_count_reopens,
        tickets._fivetran_synced
    from {{ newest_rows('intercom_fivetran', 'ticket_history') }} as tickets
    left join contacts
        on tickets.id = contacts.ticket_id
    left join conversations
        on tickets.id = conversations.id
    where conversations.id is null and lower(tickets.category) = 'customer'
)

select * from final
