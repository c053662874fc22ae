{{ config(materialized=part_materialization()) }}
-- A cost falls on the channel and the team that it names; what it leaves open is spread over the
-- months' work there by handle seconds, else by requests. Without any work it stays where it fell.
with costs as (
    select * from {{ ref('int_costs_converted') }}
),

work as (
    select * from {{ ref('int_support_work') }}
    where requests > 0 or handle_seconds > 0
),

candidates as (
    select
        costs.*,
        work.channel as work_channel,
        work.team_id as work_team_id,
        work.handle_seconds,
        work.requests,
        sum(work.handle_seconds) over (partition by costs.cost_id) as all_handle_seconds,
        sum(work.requests) over (partition by costs.cost_id) as all_requests
    from costs
    left join work
        on
            costs.month = work.month
            and (costs.channel is null or costs.channel = work.channel)
            and (costs.team_id is null or costs.team_id = work.team_id)
),

final as (
    select
        cost_id,
        month,
        coalesce(work_channel, channel, 'unknown') as channel,
        coalesce(work_team_id, team_id, 'unassigned') as team_id,
        channel is not null as is_direct_to_channel,
        team_id is not null as is_direct_to_team,
        cost_amount * case
            when all_handle_seconds > 0
                then cast(handle_seconds as {{ type_double() }}) / all_handle_seconds
            when all_requests > 0
                then cast(requests as {{ type_double() }}) / all_requests
            else 1
        end as cost_amount
    from candidates
)

select * from final
