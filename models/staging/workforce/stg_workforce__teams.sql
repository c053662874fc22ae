with teams as (
    select * from {{ ref('base_workforce__teams') }}
),

final as (
    select
        ---------- ids
        teams.team_id,
        teams.parent_team_id,

        ---------- categories
        teams.team_name,
        teams.site,

        ---------- delivery
        teams.source_system,
        teams.updated_at,
        teams.loaded_at,
        teams.is_stale
    from teams
    where teams.version_rank = 1
)

select * from final
