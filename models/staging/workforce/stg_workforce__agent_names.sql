with agents as (
    select * from {{ ref('base_workforce__agents') }}
),

-- An agent has one row per period of validity; the name of the latest one counts.
latest_first as (
    select
        agent_id,
        display_name,
        row_number() over (
            partition by agent_id
            order by valid_from desc nulls last, updated_at desc nulls last, row_key
        ) as recency_rank
    from agents
    where version_rank = 1 and display_name is not null
),

final as (
    select
        agent_id,
        display_name
    from latest_first
    where recency_rank = 1
)

select * from final
