{{ config(materialized='ephemeral') }}
{%- set return_seconds = variable_seconds('automation_return_hours') -%}

-- Customers who turned to people about what a bot had solved: the resolution is withdrawn.
with solved_without_people as (
    select
        tickets.ticket_id,
        tickets.customer_id,
        tickets.topic_id,
        tickets.created_at,
        tickets.solved_at,
        {{ add_seconds('tickets.solved_at', return_seconds) }} as return_until
    from {{ ref('int_tickets') }} as tickets
    inner join {{ ref('int_ticket_automation') }} as automation
        on tickets.ticket_id = automation.ticket_id
    where automation.is_solved_without_people
),

contacts as (
    select * from {{ ref('int_contacts') }} where handled_by = 'human'
),

final as (
    select distinct solved_without_people.ticket_id
    from solved_without_people
    inner join contacts
        on
            solved_without_people.customer_id = contacts.customer_id
            and solved_without_people.created_at < contacts.contacted_at
            and solved_without_people.return_until >= contacts.contacted_at
    where
        contacts.ticket_id is distinct from solved_without_people.ticket_id
        {%- if var('fcr_missing_topic') == 'strict' %}
        and coalesce(contacts.topic_id = solved_without_people.topic_id, true)
        {%- else %}
        and contacts.topic_id = solved_without_people.topic_id
        {%- endif %}
)

select * from final
