{{ config(materialized=part_materialization()) }}
{%- set kpis = {
    'resolution_time_km_median': kpi_resolution_time_km_median(),
    'first_response_time_km_median': kpi_first_response_time_km_median(),
} -%}
{%- set slices = {
    'channel': 'channel',
} -%}
{%- set cohort = 'kpi_id, period_grain, period_start, slice_name, slice_value' -%}
{#- The curve often meets one half exactly, and logarithms miss it by a hair. -#}
{%- set parts = {
    'denominator': 'sum(tickets)',
    'immature_count': '0',
    'quantile_value': 'min(case when log_share_waiting <= ln(0.5) + 0.000000001 then waited_seconds end)',
} -%}
{%- do register_kpis(kpis, slices, 'created_date', rows='{int_ticket_survival}') %}

-- Kaplan–Meier: tickets that still wait stay in the number at risk until now.
with tickets as (
    select
        tickets.*,
        {{ slice_columns(slices, 'values') }}
        period_days.period_grain,
        period_days.period_start
    from {{ ref('int_ticket_survival') }} as tickets
    inner join {{ ref('int_period_days') }} as period_days
        on tickets.created_date = period_days.date_day
    where period_days.period_grain in ('{{ recomputed_grains(["week", "month"]) | join("', '") }}')
),

times as (
    {%- for kpi_id, kpi in kpis.items() %}
    {{ 'union all' if not loop.first }}
    select
        '{{ kpi_id }}' as kpi_id,
        period_grain,
        period_start,
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        {{ kpi.time }} as waited_seconds,
        count(*) as tickets,
        sum(case when {{ kpi.is_event }} then 1 else 0 end) as events
    from tickets
    where {{ kpi.time }} >= 0
    {{ slice_grouping_sets(slices, 'period_grain, period_start, ' ~ kpi.time) }}
    {%- endfor %}
),

at_risk as (
    select
        *,
        sum(tickets) over (
            partition by {{ cohort }} order by waited_seconds desc
            rows between unbounded preceding and current row
        ) as tickets_at_risk
    from times
),

survival as (
    select
        *,
        sum(
            case
                when events < tickets_at_risk
                    then ln(1 - events / cast(tickets_at_risk as {{ type_double() }}))
                -- Nobody is left: the logarithm of nothing, far below every half.
                else -1000
            end
        ) over (
            partition by {{ cohort }} order by waited_seconds
            rows between unbounded preceding and current row
        ) as log_share_waiting
    from at_risk
),

final as (
    select
        kpi_id,
        'median' as statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {%- for name in kpi_parts() %}
        cast({{ parts.get(name, 'null') }} as {{ type_double() }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from survival
    group by {{ cohort }}
)

select * from final
