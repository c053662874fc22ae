{{ config(materialized=part_materialization()) }}
{%- set contact_rate = {'contact_rate': kpi_contact_rate()} -%}
{%- set complaint_rate = {
    'complaint_rate_per_1000_customers': kpi_complaint_rate_per_1000_customers(),
} -%}
{%- set channel_share = {'ticket_volume_by_channel': kpi_ticket_volume_by_channel()} -%}
{%- set counted_tickets = (
    '(select *, 1 as channel_tickets, 1 as all_tickets from {fct_tickets} where is_counted_in_volume)'
) -%}
{%- do register_kpis(
    contact_rate, {}, 'contacted_date', part='numerator', rows="(
        select *, 1 as identified_contacts from {fct_contacts}
        where is_inbound_contact and is_identified
    )"
) -%}
{%- do register_kpis(
    contact_rate, {}, period='true', part='denominator', rows=explained_active_customers()
) -%}
{%- do register_kpis(
    complaint_rate, {}, 'created_date', part='numerator',
    rows='(select *, 1 as complaints from {fct_ticket_journeys} where is_complaint)'
) -%}
{%- do register_kpis(
    complaint_rate, {}, period='true', part='denominator', rows=explained_active_customers()
) -%}
{%- do register_kpis(
    channel_share, {'channel': 'channel'}, 'created_date', counted_tickets, part='numerator'
) -%}
{%- do register_kpis(
    channel_share, {'channel': none}, 'created_date', counted_tickets, part='denominator'
) %}

-- One number by another: contacts and complaints, all of a period, by the customers at its end; the
-- tickets of a channel by all.
with customers as (
    select
        periods.period_grain,
        periods.period_start,
        active_customers.active_customers
    from {{ ref('int_periods') }} as periods
    cross join {{ ref('int_reporting_bounds') }} as reporting_bounds
    inner join {{ ref('int_active_customers') }} as active_customers
        on active_customers.date_day = least(periods.period_end, reporting_bounds.as_of_date)
),

contacts as (
    select
        results.*,
        results.numerator as identified_contacts,
        customers.active_customers
    from {{ ref('kpi_results__contacts') }} as results
    inner join customers
        on
            results.period_grain = customers.period_grain
            and results.period_start = customers.period_start
    where
        results.kpi_id = 'identified_contact_rate'
        and results.slice_name = 'overall'
        and results.period_grain in ('{{ recomputed_grains(["week", "month"]) | join("', '") }}')
),

complaints as (
    select
        results.*,
        results.numerator as complaints,
        customers.active_customers
    from {{ ref('kpi_results__journeys') }} as results
    inner join customers
        on
            results.period_grain = customers.period_grain
            and results.period_start = customers.period_start
    where results.kpi_id = 'complaint_count' and results.slice_name = 'overall'
),

channels as (
    select
        channels.*,
        channels.numerator as channel_tickets,
        totals.numerator as all_tickets
    from {{ ref('kpi_results__tickets') }} as channels
    inner join {{ ref('kpi_results__tickets') }} as totals
        on
            channels.kpi_id = totals.kpi_id
            and channels.period_grain = totals.period_grain
            and channels.period_start = totals.period_start
            and totals.slice_name = 'overall'
    where channels.kpi_id = 'ticket_volume' and channels.slice_name in ('overall', 'channel')
),

contact_rates as ({{ kpi_sums('contacts', contact_rate) }}),

complaint_rates as ({{ kpi_sums('complaints', complaint_rate) }}),

channel_shares as ({{ kpi_sums('channels', channel_share) }})

{{ kpi_component_rows(contact_rate, 'contact_rates') }}
union all
{{ kpi_component_rows(complaint_rate, 'complaint_rates') }}
union all
{{ kpi_component_rows(channel_share, 'channel_shares') }}
