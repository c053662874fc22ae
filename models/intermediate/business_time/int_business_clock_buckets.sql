{{ config(materialized=part_materialization()) }}
with open_segments as (
    select
        schedule_id,
        started_at,
        open_seconds_before,
        open_seconds_after
    from {{ ref('int_business_segments') }}
    where is_open
),

final as (
    select
        *,
        floor(open_seconds_before / 86400.0) as clock_bucket
    from open_segments
    union all
    select
        *,
        floor(open_seconds_after / 86400.0) as clock_bucket
    from open_segments
    where floor(open_seconds_after / 86400.0) > floor(open_seconds_before / 86400.0)
)

select * from final
