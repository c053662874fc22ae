{{ config(materialized=part_materialization()) }}
-- Two years beyond as_of hold the due times of what is open today.
with reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

tickets as (
    select min(created_at) as first_created_at from {{ ref('stg_helpdesk__tickets') }}
),

final as (
    select
        {{ date_add_days(
            'least(cast(tickets.first_created_at as date), reporting_bounds.first_date)', -2
        ) }} as first_date,
        {{ date_add_days('reporting_bounds.as_of_date', 730) }} as last_date
    from reporting_bounds
    cross join tickets
)

select * from final
