-- Where an agent belonged, and when: the first version also tells what was before it, the last one
-- what comes after it, and a gap belongs to the version before.
with agents as (
    select * from {{ ref('stg_workforce__agents') }}
),

final as (
    select
        agent_id,
        team_id,
        tier,
        case
            when
                row_number() over (
                    partition by agent_id
                    order by valid_from nulls first, valid_to nulls last, team_id
                ) > 1
                then valid_from
        end as valid_from,
        lead(valid_from) over (
            partition by agent_id order by valid_from nulls first, valid_to nulls last, team_id
        ) as valid_to
    from agents
)

select * from final
