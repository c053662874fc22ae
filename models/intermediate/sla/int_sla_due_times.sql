with active_spans as (
    select * from {{ ref('int_sla_active_spans') }}
),

-- The active span in which the target is used up; its last one may run on into the future.
used_up as (
    select
        *,
        clock_from + target_seconds - active_seconds_before as due_clock
    from active_spans
    where
        target_seconds > active_seconds_before
        and (
            active_until is null
            or target_seconds <= active_seconds_before + clock_until - clock_from
        )
),

final as (
    select
        used_up.ticket_id,
        used_up.metric,
        used_up.target_number,
        used_up.target_source,
        used_up.priority,
        used_up.target_seconds,
        used_up.clock_schedule_id,
        used_up.valid_from,
        used_up.valid_to,
        {{ add_seconds(
            'buckets.started_at', 'used_up.due_clock - buckets.open_seconds_before'
        ) }} as due_at
    from used_up
    {{ instant_of_clock_join('buckets', 'used_up.clock_schedule_id', 'used_up.due_clock') }}
)

select * from final
