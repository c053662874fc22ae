{{ config(materialized='ephemeral') }}
-- The tier of a team is the lowest of those who are in it at the time; while nobody with a tier is,
-- the one before, and at the beginning the first one.
with versions as (
    select * from {{ ref('int_agent_versions') }}
    where team_id is not null and tier is not null
),

changes as (
    select
        team_id,
        valid_from as changed_at
    from versions
    union
    select
        team_id,
        valid_to as changed_at
    from versions
    where valid_to is not null
),

tiers as (
    select
        changes.team_id,
        changes.changed_at,
        min(versions.tier) as tier
    from changes
    inner join versions
        on
            changes.team_id = versions.team_id
            and coalesce(changes.changed_at >= versions.valid_from, versions.valid_from is null)
            and coalesce(changes.changed_at < versions.valid_to, true)
    group by changes.team_id, changes.changed_at
),

final as (
    select
        team_id,
        tier,
        case when row_number() over in_time > 1 then changed_at end as valid_from,
        lead(changed_at) over in_time as valid_to
    from tiers
    window in_time as (partition by team_id order by changed_at nulls first)
)

select * from final
