-- Costs come by month; weeks and days have none.
{%- set slices = {'channel': 'channel', 'team': 'team_id'} -%}
{%- set kpis = {
    'cost_per_ticket': kpi_cost_per_ticket,
    'cost_per_human_ticket': kpi_cost_per_human_ticket,
    'cost_per_resolution': kpi_cost_per_resolution,
    'repeat_contact_cost': kpi_repeat_contact_cost,
} %}
{%- do remember_rows(
    kpis, slices, rows='{int_support_costs}',
    period='period_grain = $grain and period_start = $start'
) %}

with costs as (
    select
        {{ slice_columns(slices, 'values') }}
        costs.*
    from {{ ref('int_support_costs') }} as costs
),

by_period as (
    select
        period_grain,
        period_start,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        {{ kpi_component_columns(kpis) }}
    from costs
    {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
),

final as (
    {{ kpi_component_rows(kpis, 'by_period') }}
)

select * from final
