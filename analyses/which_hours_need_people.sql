-- Which hours need people? Hours of the week in which customers waited longest or hung up most,
-- beside the people who were on shift and those that the arrivals would have needed.
with peak_hours as (
    select * from {{ ref('peak_hours') }}
    where slice_name = 'overall'
),

staffing as (
    select
        iso_weekday,
        hour_of_day,
        sum(agents_on_shift) as agents_on_shift,
        case when count(*) = count(agents_needed) then sum(agents_needed) end as agents_needed,
        case when count(*) = count(agents_needed_p80) then sum(agents_needed_p80) end
            as agents_needed_p80
    from {{ ref('staffing') }}
    group by iso_weekday, hour_of_day
)

select
    peak_hours.iso_weekday,
    peak_hours.hour_of_day,
    peak_hours.offered_calls_per_hour,
    peak_hours.mean_wait_seconds,
    peak_hours.abandoned_share,
    staffing.agents_on_shift,
    staffing.agents_needed,
    staffing.agents_needed_p80,
    staffing.agents_needed - staffing.agents_on_shift as agents_missing
from peak_hours
left join staffing
    on
        peak_hours.iso_weekday = staffing.iso_weekday
        and peak_hours.hour_of_day = staffing.hour_of_day
order by agents_missing desc nulls last, peak_hours.offered_calls_per_hour desc
