-- What: the segments of a schedule follow one another without gap or overlap, each inside one UTC
--   day, and no business duration is longer than the calendar one.
-- Why it matters: every business-time KPI and SLA stands on this table.
-- How to fix: look at the schedule's rows in stg_helpdesk__business_hours around the day shown.
with segments as (
    select
        *,
        lag(ended_at) over (partition by schedule_id order by started_at) as previous_ended_at
    from {{ ref('int_business_segments') }}
)

select
    schedule_id,
    cast(started_at as {{ type_text() }}) as found_at
from segments
where
    ended_at <= started_at
    or (previous_ended_at is not null and previous_ended_at != started_at)
    or cast(started_at as date) != utc_date
    or {{ seconds_between('started_at', 'ended_at') }} > 86400
    or open_seconds_after - open_seconds_before > {{ seconds_between('started_at', 'ended_at') }}
union all
select
    schedule_id,
    ticket_id as found_at
from {{ ref('fct_tickets') }}
where
    resolution_business_seconds > resolution_seconds
    or first_response_business_seconds > first_response_seconds
    or resolution_business_seconds < 0
    or (
        schedule_id = 'always_open'
        and resolution_business_seconds is distinct from resolution_seconds
    )
    or (resolution_seconds is not null and resolution_business_seconds is null)
