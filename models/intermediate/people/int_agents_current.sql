with agents as (
    select * from {{ ref('stg_workforce__agents') }}
),

versions as (
    select
        *,
        row_number() over (
            partition by agent_id order by valid_from desc nulls last, valid_to desc nulls first
        ) as version_rank
    from agents
),

final as (
    select
        agent_id,
        team_id,
        team_name,
        tier,
        hired_on,
        left_on,
        is_bot,
        is_test
    from versions
    where version_rank = 1
)

select * from final
