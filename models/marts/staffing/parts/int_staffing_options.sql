{{ config(materialized=part_materialization()) }}
{#- Six standard deviations above the load: beyond that hardly anybody waits. More than eight below
    it, a number of calls has no weight. -#}
{%- set root = 'sqrt(offered_erlangs)' -%}
{%- set agent_limit = 'cast(ceil(offered_erlangs + 6 * ' ~ root ~ ' + 6) as integer)' -%}
{%- set least_calls = 'floor(greatest(offered_erlangs - 8 * ' ~ root ~ ' - 10, 0))' -%}
{%- set place = ['staffing_group', 'media', 'iso_weekday', 'hour_of_day', 'scenario'] -%}

with loads as (
    select
        *,
        {{ agent_limit }} as agent_limit,
        cast({{ least_calls }} as integer) as least_calls
    from {{ ref('int_staffing_loads') }}
    where
        offered_erlangs > 0 and offered_erlangs <= {{ var('staffing_most_erlangs') }}
        and mean_handle_seconds > 0
),

numbers as (
    select
        number_value,
        sum(case when number_value > 0 then ln(number_value) else 0 end) over (
            order by number_value rows between unbounded preceding and current row
        ) as log_factorial
    from {{ generate_numbers('(select max(agent_limit) from loads)') }} as counted
),

terms as (
    select
        loads.*,
        numbers.number_value,
        cast(numbers.number_value as {{ type_double() }}) as agents,
        {{ poisson_term('loads.offered_erlangs', 'numbers.number_value', 'numbers.log_factorial') }}
            as term
    from loads
    inner join numbers
        on numbers.number_value between loads.least_calls and loads.agent_limit
),

blocked as (
    select
        *,
        term / nullif(sum(term) over (
            partition by {{ place | join(', ') }} order by number_value
            rows between unbounded preceding and current row
        ), 0) as erlang_b
    from terms
),

waiting as (
    select
        *,
        {{ erlang_c_wait_probability('erlang_b', 'offered_erlangs', 'agents') }} as wait_probability
    from blocked
    where agents > offered_erlangs
),

final as (
    select
        {{ place | join(',\n        ') }},
        cast(number_value as integer) as agents,
        {{ published_number('wait_probability') }} as wait_probability,
        {{ published_number(erlang_c_expected_wait(
            'wait_probability', 'offered_erlangs', 'agents', 'mean_handle_seconds'
        )) }} as expected_wait_seconds,
        {{ published_number(erlang_c_service_level(
            'wait_probability', 'offered_erlangs', 'agents', 'mean_handle_seconds', 'within_seconds'
        )) }} as service_level,
        {{ published_number('offered_erlangs / agents') }} as occupancy
    from waiting
)

select * from final
