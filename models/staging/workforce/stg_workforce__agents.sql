with agents as (
    select * from {{ ref('base_workforce__agents') }}
),

final as (
    select
        ---------- ids
        agents.agent_id,
        agents.team_id,

        ---------- categories
        agents.team_name,
        agents.tier,

        ---------- dates
        agents.hired_on,
        agents.left_on,

        ---------- booleans
        coalesce(agents.is_bot, false) as is_bot,
        coalesce(agents.is_test, false) as is_test,

        ---------- timestamps
        agents.valid_from,
        agents.valid_to,

        ---------- delivery
        agents.source_system,
        agents.updated_at,
        agents.loaded_at,
        agents.is_stale
    from agents
    where agents.version_rank = 1
)

select * from final
