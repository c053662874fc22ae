{{ config(enabled=is_source_enabled('hubspot_fivetran')) }}

-- Whoever left is no longer among the owners, and has still owned or answered tickets.
with owners as (
    select * from {{ source_rows('hubspot_fivetran', 'owner') }} as owners
),

teams as (
    select
        owner_id,
        min(team_id) as team_id
    from {{ source_rows('hubspot_fivetran', 'owner_team') }} as owner_teams
    where {{ safe_boolean('is_team_primary') }}
    group by owner_id
),

ids as (
    select owner_id as agent_id
    from owners
    union
    select value as agent_id
    from {{ source_rows('hubspot_fivetran', 'ticket_property_history') }} as history
    where name = 'hubspot_owner_id' and value <> ''
    union
    select actor_id as agent_id
    from {{ ref('hubspot_fivetran__messages') }}
    where actor_type = 'agent' and actor_id <> ''
),

final as (
    select
        'hubspot' as source_system,
        ids.agent_id,
        trim(coalesce(owners.first_name, '') || ' ' || coalesce(owners.last_name, ''))
            as display_name,
        teams.team_id,
        {{ utc_text('owners._fivetran_synced') }} as loaded_at
    from ids
    left join owners
        on ids.agent_id = owners.owner_id
    left join teams
        on ids.agent_id = teams.owner_id
)

select * from final
