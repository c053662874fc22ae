{{ config(materialized=part_materialization()) }}
-- Arrivals and offered calls side by side, so that both are averaged in one pass.
with final as (
    select
        channel,
        {{ report_time('contacted_at') }} as happened_at,
        1 as arrivals,
        0 as offered_calls,
        0 as abandoned_calls,
        cast(null as {{ type_double() }}) as wait_seconds
    from {{ ref('int_contacts') }}
    union all
    select
        channel,
        {{ report_time('coalesce(queue_entered_at, started_at)') }} as happened_at,
        0 as arrivals,
        1 as offered_calls,
        case when is_abandoned then 1 else 0 end as abandoned_calls,
        case when is_answered_from_queue then queue_wait_seconds end as wait_seconds
    from {{ ref('int_calls') }}
    where is_offered
)

select * from final
