with loads as (
    select * from {{ ref('int_call_load_by_hour') }}
),

agents_on_shift as (
    select
        iso_weekday,
        hour_of_day,
        agents_on_shift
    from {{ ref('int_demand_by_hour') }}
    where slice_name = 'overall'
),

enough as (
    select
        *,
        row_number() over (partition by iso_weekday, hour_of_day order by agents) as option_rank
    from {{ ref('int_staffing_options') }}
    where service_level >= {{ var('staffing_service_level') }}
),

final as (
    select
        loads.iso_weekday,
        loads.hour_of_day,
        {{ published_number('loads.calls_per_hour') }} as calls_per_hour,
        {{ published_number('loads.mean_handle_seconds') }} as mean_handle_seconds,
        {{ published_number('loads.offered_erlangs') }} as offered_erlangs,
        case when loads.offered_erlangs = 0 then 0 else enough.agents end as agents_needed,
        enough.service_level,
        enough.occupancy,
        enough.expected_wait_seconds,
        agents_on_shift.agents_on_shift,
        case
            when loads.mean_handle_seconds is null then 'no_handle_time'
            when loads.offered_erlangs = 0 then 'no_calls'
            when enough.agents is null then 'target_out_of_reach'
        end as missing_reason
    from loads
    left join enough
        on
            loads.iso_weekday = enough.iso_weekday
            and loads.hour_of_day = enough.hour_of_day
            and enough.option_rank = 1
    left join agents_on_shift
        on
            loads.iso_weekday = agents_on_shift.iso_weekday
            and loads.hour_of_day = agents_on_shift.hour_of_day
)

select * from final
