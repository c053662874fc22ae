{%- set kpis = {
    'agent_score': kpi_agent_score,
} %}
{%- set slices = {'team': 'team_id', 'agent': 'agent_id'} -%}
{%- do remember_rows(
    kpis, slices, rows='{int_agent_scores}', period='month_start_date = $start'
) -%}
{%- do remember_rows(
    kpis, {'agent': 'agent_id'}, rows='{int_agent_score_components}',
    period='month_start_date = $start', part='components', include_overall=false
) %}

-- Scores exist by month only; teams and the whole are the mean of their agents by solved tickets.
with scores as (
    select * from {{ ref('int_agent_scores') }}
),

periods as (
    select * from {{ ref('int_periods') }} where period_grain = 'month'
),

rows_of_slice as (
    {%- for slice_name, slice_value in [
        ('overall', "'all'"), ('team', 'team_id'), ('agent', 'agent_id')
    ] %}
    {{ 'union all' if not loop.first }}
    select
        periods.period_grain,
        periods.period_start,
        '{{ slice_name }}' as slice_name,
        coalesce({{ slice_value }}, '{{ missing_slice_value(slice_name) }}') as slice_value,
        scores.score,
        scores.solved_tickets
    from scores
    inner join periods
        on scores.month_start_date = periods.period_start
    {%- endfor %}
),

by_period as (
    select
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {{ kpi_component_columns(kpis) }}
    from rows_of_slice
    where slice_name in ({{ "'" ~ var('kpi_slices') | join("', '") ~ "'" }})
    group by period_grain, period_start, slice_name, slice_value
),

final as (
    {{ kpi_component_rows(kpis, 'by_period') }}
)

select * from final
