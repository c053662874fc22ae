with agent_shifts as (
    select * from {{ ref('base_workforce__agent_shifts') }}
),

final as (
    select
        ---------- ids
        agent_shifts.shift_id,
        agent_shifts.agent_id,

        ---------- timestamps
        agent_shifts.started_at,
        agent_shifts.ended_at,

        ---------- categories
        coalesce(agent_shifts.kind, 'scheduled') as shift_kind,

        ---------- delivery
        agent_shifts.source_system,
        agent_shifts.updated_at,
        agent_shifts.loaded_at,
        agent_shifts.is_stale
    from agent_shifts
    where agent_shifts.version_rank = 1
)

select * from final
