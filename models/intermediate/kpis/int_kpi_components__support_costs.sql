-- Costs come by month; weeks and days have none.
{%- set slices = {'channel': 'channel', 'team': 'team_id'} -%}
{%- set kpis = {
    'cost_per_ticket': kpi_cost_per_ticket,
    'cost_per_human_ticket': kpi_cost_per_human_ticket,
    'cost_per_resolution': kpi_cost_per_resolution,
    'repeat_contact_cost': kpi_repeat_contact_cost,
} %}

with costs as (
    select
        {{ slice_columns(slices, 'values') }}
        costs.*
    from {{ ref('int_support_costs') }} as costs
),

final as (
    {%- for kpi_id, kpi in kpis.items() %}
    {{ 'union all' if not loop.first }}
    select
        '{{ kpi_id }}' as kpi_id,
        {{ kpi('statistic') }} as statistic,
        period_grain,
        period_start,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        {%- for component in ['numerator', 'denominator', 'sum_of_squares', 'immature_count'] %}
        cast({{ kpi(component) }} as {{ type_double() }})
            as {{ component }}{{ ',' if not loop.last }}
        {%- endfor %}
    from costs
    {{ slice_grouping_sets(slices, 'period_grain, period_start') }}
    {%- endfor %}
)

select * from final
