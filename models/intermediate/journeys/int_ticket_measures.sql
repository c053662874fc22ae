{{ config(materialized='ephemeral') }}
-- Times of a ticket, of an open one until now, and how many hands and messages it took.
with tickets as (
    select
        *,
        is_in_scope and not is_solved and status_group != 'deleted' as is_still_running
    from {{ ref('int_tickets') }}
),

instants as (
    select
        tickets.*,
        case when tickets.is_still_running then as_of.as_of else tickets.solved_at end
            as solved_or_now_at,
        case
            when tickets.first_solved_at is not null then tickets.first_solved_at
            when tickets.is_still_running and not {{ is_first_solve_unknown('tickets') }}
                then as_of.as_of
        end as first_solved_or_now_at
    from tickets
    cross join {{ ref('int_as_of') }} as as_of
),

clocked as (
    select
        instants.*,
        {{ business_clock('created_clock', 'instants.created_at') }} as created_clock_seconds,
        {{ business_clock('first_clock', 'instants.first_solved_or_now_at') }}
            as first_solve_clock_seconds,
        {{ business_clock('solve_clock', 'instants.solved_or_now_at') }} as solve_clock_seconds
    from instants
    {{ business_clock_join('created_clock', 'instants.schedule_id', 'instants.created_at') }}
    {{ business_clock_join(
        'first_clock', 'instants.schedule_id', 'instants.first_solved_or_now_at'
    ) }}
    {{ business_clock_join('solve_clock', 'instants.schedule_id', 'instants.solved_or_now_at') }}
    where instants.is_in_scope
),

final as (
    select
        clocked.ticket_id,
        clocked.is_still_running,
        -- The waits of a ticket that came in, unless nobody knows how long they were.
        clocked.resolution_seconds is not null
        or (clocked.is_still_running and clocked.is_inbound) as is_waited_for,
        {%- for name, instant, clock in [
            ('time_to_first_solve', 'first_solved_or_now_at', 'first_solve_clock_seconds'),
            ('time_to_solve', 'solved_or_now_at', 'solve_clock_seconds'),
        ] %}
        case
            when clocked.{{ instant }} >= clocked.created_at
                then {{ seconds_between('clocked.created_at', 'clocked.' ~ instant) }}
        end as {{ name }}_seconds,
        case
            when clocked.{{ instant }} >= clocked.created_at
                then {{ clock_seconds_between(
                    'clocked.created_clock_seconds', 'clocked.' ~ clock
                ) }}
        end as {{ name }}_business_seconds,
        {%- endfor %}
        {%- for name in ['first', 'last'] %}
        case
            when clocked.solved_at >= holders.{{ name }}_assigned_at
                then {{ seconds_between('holders.' ~ name ~ '_assigned_at', 'clocked.solved_at') }}
        end as {{ name }}_assignment_to_solve_seconds,
        {%- endfor %}
        holders.unassigned_seconds,
        cast(holders.assignee_station_count as integer) as assignee_station_count,
        cast(holders.assignee_count as integer) as assignee_count,
        cast(holders.team_station_count as integer) as team_station_count,
        cast(greatest(holders.assignee_station_count - 1, 0) as integer) as handoff_count,
        {%- for kind in ['', 'public_', 'internal_', 'customer_', 'agent_', 'unknown_author_'] %}
        cast(coalesce(messages.{{ kind }}message_count, 0) as integer)
            as {{ kind }}message_count{{ ',' if not loop.last }}
        {%- endfor %}
    from clocked
    left join {{ ref('int_ticket_holders') }} as holders
        on clocked.ticket_id = holders.ticket_id
    left join {{ ref('int_ticket_message_counts') }} as messages
        on clocked.ticket_id = messages.ticket_id
)

select * from final
