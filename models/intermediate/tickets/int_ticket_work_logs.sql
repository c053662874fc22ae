{{ config(materialized='ephemeral') }}
with events as (
    select events.*
    from {{ ref('int_ticket_events') }} as events
    cross join {{ ref('int_as_of') }} as as_of
    where events.occurred_at <= as_of.as_of
),

final as (
    select
        ticket_id,
        sum(work_seconds) as work_seconds
    from events
    where work_seconds is not null
    group by ticket_id
)

select * from final
