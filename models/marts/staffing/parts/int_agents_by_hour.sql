{{ config(materialized='ephemeral') }}
{%- set day_started_at = 'cast(days.date_day as ' ~ type_timestamp() ~ ')' -%}

with days as (
    select * from {{ ref('int_peak_days') }}
),

hours as (
    select numbers.number_value as hour_of_day
    from {{ generate_numbers(23) }} as numbers
),

shift_days as (
    select
        *,
        case span_kind when 'scheduled' then 1 when 'paid' then 2 when 'any' then 3 end as kind_rank
    from {{ ref('int_agent_shift_days') }}
    where span_kind in ('scheduled', 'paid', 'any')
),

-- The plan of a day counts; where none is delivered, presence.
ranked as (
    select
        *,
        min(kind_rank) over (partition by agent_id, date_day) as best_rank
    from shift_days
),

slots as (
    select
        days.date_day,
        days.iso_weekday,
        hours.hour_of_day,
        {{ add_seconds(day_started_at, '3600 * hours.hour_of_day') }} as slot_started_at,
        {{ add_seconds(day_started_at, '3600 * (hours.hour_of_day + 1)') }} as slot_ended_at
    from days
    cross join hours
),

present as (
    select
        ranked.agent_id,
        slots.iso_weekday,
        slots.hour_of_day,
        {{ seconds_between(
            'greatest(slots.slot_started_at, ranked.part_started_at)',
            'least(slots.slot_ended_at, ranked.part_ended_at)'
        ) }} as present_seconds
    from slots
    inner join ranked
        on
            slots.date_day = ranked.date_day
            and slots.slot_started_at < ranked.part_ended_at
            and slots.slot_ended_at > ranked.part_started_at
    where ranked.kind_rank = ranked.best_rank
),

final as (
    select
        agent_id,
        iso_weekday,
        hour_of_day,
        sum(present_seconds) / 3600 as agent_hours
    from present
    group by agent_id, iso_weekday, hour_of_day
)

select * from final
