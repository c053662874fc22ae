with spans as (
    select
        *,
        {{ report_time('started_at') }} as local_started_at,
        {{ report_time('ended_at') }} as local_ended_at,
        {{ seconds_between('started_at', 'ended_at') }} as span_seconds
    from {{ ref('int_agent_shift_spans') }}
),

dates as (
    select
        date_day,
        cast(date_day as {{ type_timestamp() }}) as day_started_at,
        cast({{ date_add_days('date_day', 1) }} as {{ type_timestamp() }}) as day_ended_at
    from {{ ref('dim_dates') }}
),

-- A night shift belongs to two days.
cut as (
    select
        spans.*,
        dates.date_day,
        greatest(spans.local_started_at, dates.day_started_at) as part_started_at,
        least(spans.local_ended_at, dates.day_ended_at) as part_ended_at
    from spans
    inner join dates
        on
            spans.local_started_at < dates.day_ended_at
            and spans.local_ended_at > dates.day_started_at
),

final as (
    select
        agent_id,
        span_kind,
        span_number,
        date_day,
        part_started_at,
        part_ended_at,
        -- In the night of a clock change the local hours are stretched or shrunk to the real ones.
        {{ seconds_between('part_started_at', 'part_ended_at') }} * span_seconds
        / nullif({{ seconds_between('local_started_at', 'local_ended_at') }}, 0) as part_seconds
    from cut
)

select * from final
