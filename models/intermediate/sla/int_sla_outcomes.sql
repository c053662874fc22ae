{{ config(materialized=part_materialization()) }}
-- The piece that decides about a promise: the first at whose end more had elapsed than was agreed,
-- else the last one with a target.
with elapsed as (
    select
        *,
        seconds_after > target_seconds as is_exceeded
    from {{ ref('int_sla_elapsed') }}
),

ranked as (
    select
        *,
        row_number() over (
            partition by ticket_id, metric, target_number
            order by
                case when is_exceeded then 0 else 1 end,
                case when is_exceeded then valid_from end,
                valid_from desc
        ) as decision_rank
    from elapsed
    where target_seconds is not null
),

deciding as (
    select
        *,
        {{ round_double('target_seconds - (seconds_after - piece_seconds)', 6) }} as seconds_left
    from ranked
    where decision_rank = 1
),

clocked as (
    select
        *,
        clock_from + seconds_left as due_clock
    from deciding
),

final as (
    select
        clocked.ticket_id,
        clocked.metric,
        clocked.target_number,
        clocked.target_source,
        clocked.priority,
        clocked.target_seconds,
        clocked.clock_schedule_id,
        clocked.pausing_statuses,
        clocked.elapsed_seconds,
        clocked.is_exceeded as is_breached,
        not clocked.is_exceeded and not clocked.is_last_piece as is_given_up,
        case
            -- The target came into force when its time was over already.
            when clocked.seconds_left < 0 then clocked.valid_from
            when clocked.is_running
                then {{ add_seconds(
                    'buckets.started_at', 'clocked.due_clock - buckets.open_seconds_before'
                ) }}
        end as due_at
    from clocked
    {{ instant_of_clock_join('buckets', 'clocked.clock_schedule_id', 'clocked.due_clock') }}
)

select * from final
