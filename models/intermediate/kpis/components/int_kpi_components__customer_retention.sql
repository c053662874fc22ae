-- Rows are customers at the two ends of a period, so no period is added up from shorter ones.
{%- set slices = {
    'customer_segment': 'customer_segment',
    'country': 'country',
    'language': 'language',
} -%}
{%- set kpis = {
    'customer_retention_rate': kpi_customer_retention_rate,
    'customer_churn_rate': kpi_customer_churn_rate,
    'customer_retention_rate_naive': kpi_customer_retention_rate_naive,
} %}
{%- do remember_rows(
    kpis, slices, period='period_grain = $grain and period_start = $start', rows="(
        select
            *,
            case when is_active_at_start then 1 else 0 end as started,
            case when is_active_at_end then 1 else 0 end as ended
        from {int_customer_retention}
    )"
) %}

with customers as (
    select
        retention.*,
        {{ slice_columns(slices, 'values') }}
        case when retention.is_active_at_start then 1 else 0 end as started,
        case when retention.is_active_at_end then 1 else 0 end as ended
    from {{ ref('int_customer_retention') }} as retention
),

by_period as (
    select
        period_grain,
        period_start,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        {{ kpi_component_columns(kpis) }}
    from customers
    {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
),

final as (
    {{ kpi_component_rows(kpis, 'by_period') }}
)

select * from final
