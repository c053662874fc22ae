{#- A month is forecast from the last weekly origin before it: up to six days and the month. -#}
{%- set longest_horizon = [37, var('forecast_horizon_days') | int] | max -%}

with tickets as (
    select * from {{ ref('fct_tickets') }} where is_counted_in_volume
),

-- What staffing must be ready for: calls that entered a queue of people, each once.
calls as (
    select * from {{ ref('fct_calls') }}
    where root_call_id = call_id and (is_offered or is_short_abandon)
),

source_coverage as (
    select * from {{ ref('int_source_coverage') }} where raw_table in ('tickets', 'calls')
),

reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

dates as (
    select * from {{ ref('dim_dates') }}
),

holidays as (
    select distinct holidays.holiday_date
    from {{ ref('stg_helpdesk__holidays') }} as holidays
    inner join {{ ref('int_business_schedules') }} as schedules
        on holidays.schedule_id = schedules.schedule_id
    where schedules.is_default
),

arrived as (
    select
        'ticket' as contact_kind,
        channel,
        created_date as arrival_date
    from tickets
    union all
    select
        'call' as contact_kind,
        channel,
        queued_date as arrival_date
    from calls
),

arrivals as (
    select
        contact_kind,
        'channel' as slice_name,
        channel as slice_value,
        arrival_date,
        count(*) as arrivals
    from arrived
    group by contact_kind, channel, arrival_date
    union all
    select
        contact_kind,
        'overall' as slice_name,
        'all' as slice_value,
        arrival_date,
        count(*) as arrivals
    from arrived
    group by contact_kind, arrival_date
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
    from source_coverage
    cross join reporting_bounds
    where source_coverage.is_delivered
),

-- A channel begins with its first contact.
series as (
    select
        arrivals.contact_kind,
        arrivals.slice_name,
        arrivals.slice_value,
        arrivals.contact_kind
        || '|'
        || arrivals.slice_name
        || '|'
        || arrivals.slice_value as series_id,
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
    inner join dates
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
