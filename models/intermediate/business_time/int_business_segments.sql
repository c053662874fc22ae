with schedules as (
    select * from {{ ref('int_business_schedules') }}
),

openings as (
    select * from {{ ref('int_business_openings') }}
),

clock_bounds as (
    select * from {{ ref('int_business_clock_bounds') }}
),

utc_days as (
    select
        schedules.schedule_id,
        cast(dates.date_day as {{ type_timestamp() }}) as changes_at,
        schedules.schedule_id = 'always_open' and dates.date_day = clock_bounds.first_date
            as is_always_open_start
    from {{ generate_dates(
        '(select first_date from clock_bounds)', '(select last_date from clock_bounds)'
    ) }} as dates
    cross join schedules
    cross join clock_bounds
),

-- Overlapping intervals of one schedule add up here and count once below.
changes as (
    select
        schedule_id,
        opens_at as changes_at,
        1 as open_change
    from openings
    union all
    select
        schedule_id,
        closes_at as changes_at,
        -1 as open_change
    from openings
    union all
    select
        schedule_id,
        changes_at,
        case when is_always_open_start then 1 else 0 end as open_change
    from utc_days
),

instants as (
    select
        schedule_id,
        changes_at,
        sum(open_change) as open_change
    from changes
    group by 1, 2
),

segments as (
    select
        schedule_id,
        changes_at as started_at,
        lead(changes_at) over (partition by schedule_id order by changes_at) as ended_at,
        sum(open_change) over (
            partition by schedule_id
            order by changes_at rows between unbounded preceding and current row
        ) > 0 as is_open
    from instants
),

measured as (
    select
        *,
        case
            when is_open then {{ seconds_between('started_at', 'ended_at') }}
            else 0
        end as open_seconds
    from segments
    where ended_at is not null
),

final as (
    select
        schedule_id,
        cast(started_at as date) as utc_date,
        started_at,
        ended_at,
        is_open,
        sum(open_seconds) over (
            partition by schedule_id
            order by started_at rows between unbounded preceding and current row
        ) - open_seconds as open_seconds_before,
        sum(open_seconds) over (
            partition by schedule_id
            order by started_at rows between unbounded preceding and current row
        ) as open_seconds_after
    from measured
)

select * from final
