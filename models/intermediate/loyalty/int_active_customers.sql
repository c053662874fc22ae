{{ config(materialized=part_materialization()) }}
with activity_spans as (
    select * from {{ ref('int_customer_activity_spans') }}
),

contacts as (
    select * from {{ ref('int_contacts') }}
),

reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

dates as (
    select date_day from {{ ref('int_dates') }}
),

spans as (
    {{ customer_activity_days('activity_spans', 'contacts', 'reporting_bounds') }}
),

followed as (
    select
        *,
        max(active_to) over (
            partition by customer_id order by active_from, active_to
            rows between unbounded preceding and 1 preceding
        ) as earlier_active_to
    from spans
    where active_from <= active_to
),

-- Where a customer begins or ends to be active; what lies inside an earlier span moves nothing.
changes as (
    select
        case
            when active_from <= {{ date_add_days('earlier_active_to', 1) }}
                then {{ date_add_days('earlier_active_to', 1) }}
            else active_from
        end as changed_date,
        1 as step
    from followed
    where active_to > earlier_active_to or earlier_active_to is null
    union all
    select
        {{ date_add_days('active_to', 1) }} as changed_date,
        -1 as step
    from followed
    where active_to > earlier_active_to or earlier_active_to is null
),

daily as (
    select
        changed_date,
        sum(step) as change
    from changes
    group by changed_date
),

running as (
    select
        dates.date_day,
        sum(coalesce(daily.change, 0)) over (
            order by dates.date_day rows between unbounded preceding and current row
        ) as active_customers
    from dates
    left join daily
        on dates.date_day = daily.changed_date
),

final as (
    select
        running.date_day,
        cast(running.active_customers as bigint) as active_customers
    from running
    cross join reporting_bounds
    where running.date_day between reporting_bounds.first_date and reporting_bounds.as_of_date
)

select * from final
