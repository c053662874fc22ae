{{ config(materialized='ephemeral') }}
-- Calls that can be a test. A phantom row is no call, and what is said about it counts all the
-- same, unless a test customer or a test agent had it.
with calls as (
    select * from {{ ref('stg_telephony__calls') }}
),

final as (
    select calls.call_id
    from calls
    cross join {{ ref('int_as_of') }} as as_of
    left join {{ ref('int_customers_merged') }} as customers
        on calls.customer_id = customers.customer_id
    left join {{ ref('int_agents_current') }} as agents
        on calls.agent_id = agents.agent_id
    where
        calls.started_at <= as_of.as_of
        and (
            calls.outcome != 'phantom'
            or coalesce(calls.is_test or customers.is_test or agents.is_test, false)
        )
)

select * from final
