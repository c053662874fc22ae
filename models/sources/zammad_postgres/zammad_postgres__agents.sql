{{ config(enabled=is_source_enabled('zammad_postgres')) }}

-- Roles are those of today. Whoever owned a ticket or wrote as an agent was one; user 1 is nobody.
with ids as (
    select owner_id as agent_id
    from {{ source_rows('zammad_postgres', 'tickets') }} as tickets
    union
    select new_value as agent_id
    from {{ ref('zammad_postgres__changes') }}
    where event_type = 'assignment'
    union
    select actor_id as agent_id
    from {{ ref('zammad_postgres__ticket_events') }}
    where event_type in ('public_message', 'internal_note') and actor_type = 'agent'
),

final as (
    select
        'zammad' as source_system,
        ids.agent_id,
        trim(coalesce(users.firstname, '') || ' ' || coalesce(users.lastname, '')) as display_name
    from ids
    left join {{ source_rows('zammad_postgres', 'users') }} as users
        on ids.agent_id = users.id
    where ids.agent_id <> '1'
)

select * from final
