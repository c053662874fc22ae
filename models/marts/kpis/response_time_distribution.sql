with tickets as (
    select
        tickets.ticket_id,
        tickets.channel,
        dates.month_start_date,
        tickets.first_response_seconds
    from {{ ref('fct_tickets') }} as tickets
    inner join {{ ref('dim_dates') }} as dates
        on tickets.first_reply_date = dates.date_day
    where tickets.first_response_seconds is not null
),

buckets as (
    select * from {{ ref('duration_buckets') }} where bucket_set = 'response_time'
),

with_total as (
    select
        month_start_date,
        channel,
        first_response_seconds
    from tickets
    union all
    select
        month_start_date,
        'all' as channel,
        first_response_seconds
    from tickets
),

groups as (
    select
        month_start_date,
        channel,
        count(*) as answered_tickets
    from with_total
    group by month_start_date, channel
),

counted as (
    select
        with_total.month_start_date,
        with_total.channel,
        buckets.bucket_order,
        count(*) as tickets
    from with_total
    inner join buckets
        on
            with_total.first_response_seconds >= buckets.from_seconds
            and with_total.first_response_seconds
            < coalesce(buckets.to_seconds, with_total.first_response_seconds + 1)
    group by with_total.month_start_date, with_total.channel, buckets.bucket_order
),

filled as (
    select
        groups.month_start_date,
        groups.channel,
        groups.answered_tickets,
        buckets.bucket_order,
        buckets.bucket_name,
        coalesce(counted.tickets, 0) as tickets
    from groups
    cross join buckets
    left join counted
        on
            groups.month_start_date = counted.month_start_date
            and groups.channel = counted.channel
            and buckets.bucket_order = counted.bucket_order
),

final as (
    select
        month_start_date,
        channel,
        bucket_order,
        bucket_name,
        cast(tickets as bigint) as tickets,
        tickets / cast(answered_tickets as {{ type_double() }}) as share,
        sum(tickets) over (
            partition by month_start_date, channel order by bucket_order
            rows between unbounded preceding and current row
        ) / cast(answered_tickets as {{ type_double() }}) as cumulative_share
    from filled
)

select * from final
