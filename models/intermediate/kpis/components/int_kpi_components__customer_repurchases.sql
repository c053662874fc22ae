-- Each customer once per period, from the first solve (or order) in it: which one that is differs
-- from period to period, so none is added up from days.
{%- set slices = {
    'customer_segment': 'customer_segment',
    'country': 'country',
    'language': 'language',
} -%}
{%- set kpis = {
    'post_service_repurchase_rate': kpi_post_service_repurchase_rate,
    'repurchase_rate_without_contact': kpi_repurchase_rate_without_contact,
} %}
{%- do remember_rows(
    kpis, slices, 'started_date', rows='{int_customer_repurchases}',
    first_by='partition by start_kind, customer_id order by started_at, start_id'
) %}

with starts as (
    select * from {{ ref('int_customer_repurchases') }}
),

period_days as (
    select * from {{ ref('int_period_days') }}
    where period_grain in ('week', 'month', 'quarter')
),

ranked as (
    select
        starts.*,
        {{ slice_columns(slices, 'values') }}
        period_days.period_grain,
        period_days.period_start,
        row_number() over (
            partition by
                period_days.period_grain,
                period_days.period_start,
                starts.start_kind,
                starts.customer_id
            order by starts.started_at, starts.start_id
        ) as start_rank
    from starts
    inner join period_days
        on starts.started_date = period_days.date_day
),

by_period as (
    select
        period_grain,
        period_start,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        {{ kpi_component_columns(kpis) }}
    from ranked
    where start_rank = 1
    {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
),

final as (
    {{ kpi_component_rows(kpis, 'by_period') }}
)

select * from final
