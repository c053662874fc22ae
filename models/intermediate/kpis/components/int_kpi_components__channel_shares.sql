{%- set kpis = {'ticket_volume_by_channel': kpi_ticket_volume_by_channel} -%}
{%- set rows = (
    '(select *, 1 as channel_tickets, 1 as all_tickets '
    ~ 'from {fct_tickets} where is_counted_in_volume)'
) -%}
{%- do remember_rows(kpis, {'channel': 'channel'}, 'created_date', rows=rows, part='numerator') -%}
{%- do remember_rows(kpis, {'channel': none}, 'created_date', rows=rows, part='denominator') %}

with tickets_created as (
    select * from {{ ref('int_kpi_components__tickets_created') }}
    where kpi_id = 'ticket_volume' and slice_name in ('overall', 'channel')
),

shares as (
    select
        channels.period_grain,
        channels.period_start,
        channels.slice_name,
        channels.slice_value,
        channels.numerator as channel_tickets,
        totals.numerator as all_tickets
    from tickets_created as channels
    inner join tickets_created as totals
        on
            channels.period_grain = totals.period_grain
            and channels.period_start = totals.period_start
            and totals.slice_name = 'overall'
),

final as (
    select
        'ticket_volume_by_channel' as kpi_id,
        {{ kpi_ticket_volume_by_channel('statistic') }} as statistic,
        period_grain,
        period_start,
        slice_name,
        slice_value,
        {{ kpi_ticket_volume_by_channel('numerator') }} as numerator,
        {{ kpi_ticket_volume_by_channel('denominator') }} as denominator,
        cast({{ kpi_ticket_volume_by_channel('sum_of_squares') }} as {{ type_double() }})
            as sum_of_squares,
        {{ kpi_ticket_volume_by_channel('immature_count') }} as immature_count
    from shares
    group by period_grain, period_start, slice_name, slice_value
)

select * from final
