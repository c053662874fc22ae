{{ config(materialized='ephemeral') }}
{%- set root = 'sqrt(offered_erlangs)' -%}

-- Numbers of agents worth trying where callers hang up: a share of the calls cannot be answered by
-- fewer agents than that share of the load. And the states of the queue that matter for them: eight
-- deviations below the load, or below the agents where they are fewer, and six above where calls
-- that are served and lost balance those that arrive. Very large groups, and callers of endless
-- patience, are left to Erlang C.
with loads as (
    select
        *,
        1 / mean_handle_seconds as served,
        1 / patience_seconds as lost,
        offered_calls / 3600 as arriving,
        cast(floor(greatest(service_level_target * offered_erlangs, 1)) as integer)
            as least_agents,
        cast(ceil(offered_erlangs + 4 * {{ root }} + 6) as integer) as most_agents
    from {{ ref('int_staffing_loads') }}
    where
        offered_erlangs > 0 and offered_erlangs < 500 and patience_seconds > 0
        and patience_seconds <= 30 * mean_handle_seconds
),

numbers as (
    select number_value
    from {{ generate_numbers('(select max(most_agents) from loads)') }} as counted
),

final as (
    select
        loads.staffing_group,
        loads.media,
        loads.iso_weekday,
        loads.hour_of_day,
        loads.scenario,
        loads.offered_erlangs,
        loads.within_seconds,
        loads.served,
        loads.lost,
        loads.arriving,
        numbers.number_value as agents,
        cast(floor(greatest(
            least(loads.offered_erlangs, numbers.number_value) - 8 * {{ root }} - 10, 0
        )) as integer) as least_state,
        cast(ceil(
            numbers.number_value
            + greatest(loads.arriving - numbers.number_value * loads.served, 0) / loads.lost
            + 6 * sqrt(loads.arriving / loads.lost) + 10
        ) as integer) as most_state
    from loads
    inner join numbers
        on numbers.number_value between loads.least_agents and loads.most_agents
)

select * from final
