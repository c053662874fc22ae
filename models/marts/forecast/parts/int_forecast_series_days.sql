{#- A month is forecast from the last weekly origin before it: up to six days and the month. -#}
{%- set longest_horizon = [37, var('forecast_horizon_days') | int] | max -%}

with arrived as (
    select
        'ticket' as contact_kind,
        channel,
        created_date as arrival_date
    from {{ ref('int_tickets') }}
    where is_counted_in_volume
    union all
    -- What staffing must be ready for: calls that entered a queue of agents, each once.
    select
        'call' as contact_kind,
        channel,
        queued_date as arrival_date
    from {{ ref('int_calls') }}
    where root_call_id = call_id and (is_offered or is_short_abandon)
),

arrivals as (
    select
        contact_kind,
        case when grouping(channel) = 0 then 'channel' else 'overall' end as slice_name,
        case when grouping(channel) = 0 then channel else 'all' end as slice_value,
        arrival_date,
        count(*) as arrivals
    from arrived
    group by grouping sets (
        (contact_kind, arrival_date, channel), (contact_kind, arrival_date)
    )
),

holidays as (
    select distinct holidays.holiday_date
    from {{ ref('stg_helpdesk__holidays') }} as holidays
    inner join {{ ref('int_business_schedules') }} as schedules
        on holidays.schedule_id = schedules.schedule_id
    where schedules.is_default
),

-- The day of as_of is not over, so the last known day is the one before.
bounds as (
    select
        case source_coverage.raw_table when 'tickets' then 'ticket' else 'call' end as contact_kind,
        {{ date_add_days(
            'least(reporting_bounds.as_of_date, ' ~ report_date('source_coverage.covered_until') ~ ')', -1
        ) }} as last_day,
        greatest(reporting_bounds.first_date, {{ report_date('source_coverage.covered_from') }})
            as first_day
    from {{ ref('int_source_coverage') }} as source_coverage
    cross join {{ ref('int_reporting_bounds') }} as reporting_bounds
    where source_coverage.is_delivered and source_coverage.raw_table in ('tickets', 'calls')
),

-- A channel begins with its first contact.
series as (
    select
        arrivals.contact_kind,
        arrivals.slice_name,
        arrivals.slice_value,
        arrivals.contact_kind || '|' || arrivals.slice_name || '|' || arrivals.slice_value
            as series_id,
        bounds.last_day,
        greatest(bounds.first_day, min(arrivals.arrival_date)) as first_day
    from arrivals
    inner join bounds
        on arrivals.contact_kind = bounds.contact_kind
    group by
        arrivals.contact_kind,
        arrivals.slice_name,
        arrivals.slice_value,
        bounds.last_day,
        bounds.first_day
),

final as (
    select
        series.*,
        dates.date_day,
        dates.iso_weekday,
        holidays.holiday_date is not null as is_holiday,
        case when dates.date_day <= series.last_day then coalesce(arrivals.arrivals, 0) end
            as arrivals
    from series
    inner join {{ ref('dim_dates') }} as dates
        on
            dates.date_day between series.first_day
            and {{ date_add_days('series.last_day', longest_horizon) }}
    left join arrivals
        on
            series.contact_kind = arrivals.contact_kind
            and series.slice_name = arrivals.slice_name
            and series.slice_value = arrivals.slice_value
            and dates.date_day = arrivals.arrival_date
    left join holidays
        on dates.date_day = holidays.holiday_date
)

select * from final
