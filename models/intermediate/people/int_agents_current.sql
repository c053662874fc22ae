with agents as (
    select
        agents.*,
        coalesce(agents.valid_from <= as_of.as_of, true) as is_valid_yet
    from {{ ref('stg_workforce__agents') }} as agents
    cross join {{ ref('int_as_of') }} as as_of
),

versions as (
    select
        *,
        row_number() over (
            partition by agent_id
            order by
                case when is_valid_yet then 0 else 1 end,
                case when is_valid_yet then valid_from end desc nulls last,
                valid_from nulls last,
                valid_to desc nulls first
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
