{%- set kpis = {'complaint_rate_per_1000_customers': kpi_complaint_rate_per_1000_customers} -%}
{%- do remember_rows(
    kpis, {}, 'created_date', part='numerator',
    rows='(select *, 1 as complaints from {fct_ticket_journeys} where is_complaint)'
) -%}
{%- do remember_rows(
    kpis, {}, period='true', part='denominator', rows=explained_active_customers()
) %}

-- Active customers are a stock, counted at the end of the period; complaints are all of it.
with complaints as (
    select * from {{ ref('int_kpi_components__journeys_created') }}
    where kpi_id = 'complaint_count' and slice_name = 'overall'
),

active_customers as (
    select * from {{ ref('int_active_customers') }}
),

joined as (
    select
        complaints.period_grain,
        complaints.period_start,
        complaints.slice_name,
        complaints.slice_value,
        complaints.numerator as complaints,
        active_customers.active_customers
    from complaints
    inner join {{ ref('int_periods') }} as periods
        on
            complaints.period_grain = periods.period_grain
            and complaints.period_start = periods.period_start
    cross join {{ ref('int_reporting_bounds') }} as reporting_bounds
    inner join active_customers
        on active_customers.date_day = least(periods.period_end, reporting_bounds.as_of_date)
),

final as (
    select
        'complaint_rate_per_1000_customers' as kpi_id,
        {{ kpi_complaint_rate_per_1000_customers('statistic') }} as statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {{ kpi_complaint_rate_per_1000_customers('numerator') }} as numerator,
        cast({{ kpi_complaint_rate_per_1000_customers('denominator') }} as {{ type_double() }})
            as denominator,
        cast({{ kpi_complaint_rate_per_1000_customers('sum_of_squares') }} as {{ type_double() }})
            as sum_of_squares,
        cast({{ kpi_complaint_rate_per_1000_customers('immature_count') }} as {{ type_double() }})
            as immature_count
    from joined
    group by period_grain, period_start, slice_name, slice_value
)

select * from final
