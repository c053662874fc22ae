{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

-- Whoever left is no longer among the admins, and is still the author of what he wrote.
with admins as (
    select * from {{ source_rows('intercom_fivetran', 'admin') }} as admins
),

teams as (
    select
        admin_id,
        min(team_id) as team_id
    from {{ source_rows('intercom_fivetran', 'team_admin') }} as team_admins
    group by admin_id
),

ids as (
    select id as agent_id
    from admins
    union
    select author_id as agent_id
    from {{ ref('intercom_fivetran__parts') }}
    where author_type = 'admin' and author_id <> ''
),

final as (
    select
        'intercom' as source_system,
        ids.agent_id,
        admins.name as display_name,
        teams.team_id,
        {{ utc_text('admins._fivetran_synced') }} as loaded_at
    from ids
    left join admins
        on ids.agent_id = admins.id
    left join teams
        on ids.agent_id = teams.admin_id
)

select * from final
