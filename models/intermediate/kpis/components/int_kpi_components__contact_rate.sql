{%- set kpis = {'contact_rate': kpi_contact_rate} -%}
{%- do remember_rows(
    kpis, {}, 'contacted_date', part='numerator', rows="(
        select *, 1 as identified_contacts from {fct_contacts}
        where is_inbound_contact and is_identified
    )"
) -%}
{%- do remember_rows(
    kpis, {}, period='true', part='denominator', rows=explained_active_customers()
) %}

{#- The customers are a stock at the end of the period, the contacts a sum over it. -#}
with contacts as (
    select * from {{ ref('int_kpi_components__contacts') }}
    where kpi_id = 'identified_contact_rate' and slice_name = 'overall'
),

periods as (
    select * from {{ ref('int_periods') }}
),

reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

customers as (
    select * from {{ ref('int_active_customers') }}
),

per_period as (
    select
        contacts.period_grain,
        contacts.period_start,
        contacts.slice_name,
        contacts.slice_value,
        contacts.numerator as identified_contacts,
        customers.active_customers
    from contacts
    inner join periods
        on
            contacts.period_grain = periods.period_grain
            and contacts.period_start = periods.period_start
    cross join reporting_bounds
    inner join customers
        on customers.date_day = least(periods.period_end, reporting_bounds.as_of_date)
    where contacts.period_grain in ('week', 'month')
),

final as (
    select
        'contact_rate' as kpi_id,
        {{ kpi_contact_rate('statistic') }} as statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        cast({{ kpi_contact_rate('numerator') }} as {{ type_double() }}) as numerator,
        cast({{ kpi_contact_rate('denominator') }} as {{ type_double() }}) as denominator,
        cast({{ kpi_contact_rate('sum_of_squares') }} as {{ type_double() }}) as sum_of_squares,
        cast({{ kpi_contact_rate('immature_count') }} as {{ type_double() }}) as immature_count
    from per_period
    group by period_grain, period_start, slice_name, slice_value
)

select * from final
