{{ config(materialized='view') }}
-- Most customers are there in every period, and only counts are read of them.
with periods as (
    select
        periods.period_grain,
        periods.period_start,
        least({{ date_add_days('periods.period_end', 1) }}, reporting_bounds.as_of_date) as end_date
    from {{ ref('int_periods') }} as periods
    cross join {{ ref('int_reporting_bounds') }} as reporting_bounds
    where periods.period_grain in ('month', 'quarter')
),

spans as (
    select * from {{ ref('int_customer_activity_spans') }}
),

customers as (
    select * from {{ ref('int_customers_merged') }}
),

-- Only the two instants count: who leaves and comes back in between was retained.
at_instants as (
    select
        periods.period_grain,
        periods.period_start,
        spans.customer_id,
        max(
            case
                when
                    (spans.first_midnight is null or spans.first_midnight <= periods.period_start)
                    and (spans.active_to is null or spans.active_to >= periods.period_start)
                    then 1
                else 0
            end
        ) = 1 as is_active_at_start,
        max(
            case
                when
                    (spans.first_midnight is null or spans.first_midnight <= periods.end_date)
                    and (spans.active_to is null or spans.active_to >= periods.end_date)
                    then 1
                else 0
            end
        ) = 1 as is_active_at_end
    from periods
    inner join spans
        on
            (spans.active_from is null or periods.end_date >= spans.active_from)
            and (spans.active_to is null or periods.period_start <= spans.active_to)
            and (spans.known_from is null or periods.period_start >= spans.known_from)
    group by periods.period_grain, periods.period_start, spans.customer_id
),

final as (
    select
        at_instants.*,
        customers.segment as customer_segment,
        customers.country,
        customers.language
    from at_instants
    left join customers
        on at_instants.customer_id = customers.customer_id
)

select * from final
