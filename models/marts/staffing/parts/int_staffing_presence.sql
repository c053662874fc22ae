{{ config(materialized='ephemeral') }}
-- Agents on shift for a group: an agent who serves several groups counts in each by the share of
-- the time spent on it.
with handled as (
    select
        staffing_group,
        media,
        agent_id,
        cast(sum(leg_handle_seconds) as {{ type_double() }}) as handle_seconds
    from {{ ref('int_staffing_legs') }}
    where leg_handle_seconds > 0 and agent_id is not null
    group by staffing_group, media, agent_id
),

shares as (
    select
        *,
        handle_seconds / sum(handle_seconds) over (partition by agent_id) as share
    from handled
),

days as (
    select
        iso_weekday,
        count(*) as days_observed
    from {{ ref('int_peak_days') }}
    group by iso_weekday
),

final as (
    select
        shares.staffing_group,
        shares.media,
        hours.iso_weekday,
        hours.hour_of_day,
        sum(hours.agent_hours * shares.share) / max(days.days_observed) as agents_on_shift
    from shares
    inner join {{ ref('int_agents_by_hour') }} as hours
        on shares.agent_id = hours.agent_id
    inner join days
        on hours.iso_weekday = days.iso_weekday
    group by shares.staffing_group, shares.media, hours.iso_weekday, hours.hour_of_day
)

select * from final
