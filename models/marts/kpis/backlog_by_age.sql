{%- set slices = {
    'channel': 'channel',
    'team': 'team_id',
    'priority': 'priority',
} -%}

with open_tickets as (
    select
        tickets.ticket_id,
        {{ slice_columns(slices, 'values') }}
        {{ seconds_between('tickets.created_at', 'as_of.as_of') }} as age_seconds
    from {{ ref('int_ticket_open_spans') }} as open_spans
    inner join {{ ref('fct_tickets') }} as tickets
        on open_spans.ticket_id = tickets.ticket_id
    cross join {{ ref('int_as_of') }} as as_of
    where open_spans.left_at is null and open_spans.entered_at <= as_of.as_of
),

buckets as (
    select * from {{ ref('duration_buckets') }} where bucket_set = 'backlog_age'
),

per_slice as (
    select
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        count(*) as slice_tickets,
        {{ percentile('age_seconds', 0.5) }} as median_age_seconds,
        {{ percentile('age_seconds', 0.9) }} as p90_age_seconds,
        max(age_seconds) as oldest_age_seconds
    from open_tickets
    {{ slice_grouping_sets(slices, '') | replace('(, ', '(') }}
),

bucketed as (
    select
        open_tickets.*,
        buckets.bucket_order
    from open_tickets
    inner join buckets
        on
            open_tickets.age_seconds >= buckets.from_seconds
            and open_tickets.age_seconds
            < coalesce(buckets.to_seconds, open_tickets.age_seconds + 1)
),

per_bucket as (
    select
        bucket_order,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        count(*) as open_tickets
    from bucketed
    {{ slice_grouping_sets(slices, 'bucket_order') }}
),

final as (
    select
        per_slice.slice_name,
        per_slice.slice_value,
        buckets.bucket_order,
        buckets.bucket_name,
        cast(coalesce(per_bucket.open_tickets, 0) as bigint) as open_tickets,
        coalesce(per_bucket.open_tickets, 0) / cast(per_slice.slice_tickets as {{ type_double() }})
            as share,
        cast(per_slice.median_age_seconds as {{ type_double() }}) as median_age_seconds,
        cast(per_slice.p90_age_seconds as {{ type_double() }}) as p90_age_seconds,
        cast(per_slice.oldest_age_seconds as {{ type_double() }}) as oldest_age_seconds
    from per_slice
    cross join buckets
    left join per_bucket
        on
            per_slice.slice_name = per_bucket.slice_name
            and per_slice.slice_value = per_bucket.slice_value
            and buckets.bucket_order = per_bucket.bucket_order
    where per_slice.slice_tickets > 0
)

select * from final
