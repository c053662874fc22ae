with spans as (
    select * from {{ ref('int_agent_shift_spans') }}
),

dates as (
    select
        date_day,
        {{ local_midnight('date_day') }} as day_started_at,
        {{ local_midnight(date_add_days('date_day', 1)) }} as day_ended_at
    from {{ ref('int_dates') }}
    {{ computed_once() }}
),

started as (
    select
        spans.*,
        dates.date_day,
        coalesce(
            spans.started_at >= dates.day_started_at and spans.ended_at <= dates.day_ended_at, false
        ) as is_of_one_day
    from spans
    left join dates
        on {{ report_date('spans.started_at') }} = dates.date_day
),

-- A night shift belongs to two days.
cut as (
    select
        agent_id,
        span_kind,
        span_number,
        date_day,
        started_at as part_from,
        ended_at as part_until
    from started
    where is_of_one_day
    union all
    select
        started.agent_id,
        started.span_kind,
        started.span_number,
        dates.date_day,
        greatest(started.started_at, dates.day_started_at) as part_from,
        least(started.ended_at, dates.day_ended_at) as part_until
    from started
    inner join dates
        on started.started_at < dates.day_ended_at and started.ended_at > dates.day_started_at
    where not started.is_of_one_day
),

final as (
    select
        agent_id,
        span_kind,
        span_number,
        date_day,
        {{ report_time('part_from') }} as part_started_at,
        {{ report_time('part_until') }} as part_ended_at,
        -- In the night of a clock change these are more or fewer than the wall clock says.
        {{ seconds_between('part_from', 'part_until') }} as part_seconds
    from cut
)

select * from final
