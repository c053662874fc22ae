{{ config(materialized='ephemeral') }}
-- Calls that can be a test. A phantom row is no call, and what is said about it counts all the
-- same, unless its call is a test or a test agent had it.
with calls as (
    select * from {{ ref('int_call_legs') }}
),

final as (
    select calls.call_id
    from calls
    cross join {{ ref('int_as_of') }} as as_of
    left join {{ ref('int_agents_current') }} as agents
        on calls.agent_id = agents.agent_id
    where
        calls.started_at <= as_of.as_of
        and (calls.outcome != 'phantom' or calls.is_test or coalesce(agents.is_test, false))
)

select * from final
