{{ config(materialized=part_materialization()) }}
{%- set place = ['staffing_group', 'media', 'iso_weekday', 'hour_of_day', 'scenario'] -%}
{%- set by_agents = 'partition by ' ~ place | join(', ') ~ ', agents' -%}
{%- set so_far = by_agents ~ ' order by state rows between unbounded preceding and current row' -%}
{%- set double = type_double() -%}

-- Erlang A: the balance of a queue whose callers hang up after an exponential time. Products are
-- sums of logarithms: no recursion, no factorials.
with ranges as (
    select * from {{ ref('int_staffing_patience_ranges') }}
),

numbers as (
    select cast(number_value as {{ double }}) as state
    from {{ generate_numbers('(select max(most_state) from ranges)') }} as counted
),

states as (
    select
        ranges.*,
        numbers.state,
        greatest(numbers.state - ranges.agents, 0) as queued,
        case
            when numbers.state > ranges.least_state then
                {{ erlang_a_log_ratio('numbers.state', 'agents', 'arriving', 'served', 'lost') }}
            else 0
        end as log_ratio,
        case
            when numbers.state > ranges.agents then
                {{ erlang_a_log_factor(
                    '(numbers.state - agents)', 'agents', 'served', 'lost', 'within_seconds'
                ) }}
            else 0
        end as log_factor
    from ranges
    inner join numbers
        on numbers.state between ranges.least_state and ranges.most_state
),

summed as (
    select
        *,
        sum(log_ratio) over ({{ so_far }}) as log_weight,
        sum(log_factor) over ({{ so_far }}) - within_seconds * (agents * served + lost) as log_late
    from states
),

weighted as (
    select
        *,
        exp(greatest(log_weight - max(log_weight) over ({{ by_agents }}), -700)) as weight,
        case when state >= agents then exp(greatest(log_late, -700)) else 0 end as late
    from summed
),

shared as (
    select
        *,
        weight / sum(weight) over ({{ by_agents }}) as share,
        sum(late) over ({{ so_far }}) as late_so_far
    from weighted
),

-- A caller who finds a free agent is served at once; one who waits is served in time, hangs up, or
-- is late.
final as (
    select
        {{ place | join(',\n        ') }},
        cast(agents as integer) as agents,
        {{ published_number('sum(case when state >= agents then share else 0 end)') }}
            as wait_probability,
        {{ published_number('sum(queued * share) / max(arriving)') }} as expected_wait_seconds,
        {{ published_number('sum(
            case
                when state < agents then share
                else
                    share * (1 - late_so_far)
                    * agents * served / (agents * served + (queued + 1) * lost)
            end
        )') }} as service_level,
        {{ published_number('max(lost) * sum(queued * share) / max(arriving)') }} as abandon_rate,
        {{ published_number(
            'max(offered_erlangs) * (1 - max(lost) * sum(queued * share) / max(arriving))'
            ~ ' / max(agents)'
        ) }} as occupancy
    from shared
    group by {{ place | join(', ') }}, agents
)

select * from final
