{{ config(materialized=part_materialization()) }}
{%- set least = var('min_sample_size') -%}
{%- set double = type_double() -%}

with measures as (
    select * from {{ ref('int_staffing_measures') }}
),

rules as (
    select
        staffing_group,
        media,
        max(service_level) as service_level,
        min(within_seconds) as within_seconds,
        min(max_abandon_rate) as max_abandon_rate,
        min(concurrency) as concurrency
    from {{ ref('staffing_groups') }}
    group by staffing_group, media
),

agents as (
    select distinct
        staffing_group,
        media,
        agent_id
    from {{ ref('int_staffing_legs') }}
    where leg_handle_seconds > 0 and agent_id is not null
),

-- The part of the paid time that is not for customers: breaks, training, absence.
shrinkages as (
    select
        agents.staffing_group,
        agents.media,
        {{ published_number(
            '1 - sum(agent_days.utilised_hours) / nullif(sum(agent_days.utilisable_hours), 0)'
        ) }} as shrinkage
    from agents
    inner join {{ ref('fct_agent_days') }} as agent_days
        on agents.agent_id = agent_days.agent_id
    inner join {{ ref('int_peak_days') }} as days
        on agent_days.activity_date = days.date_day
    where agent_days.utilisable_hours > 0
    group by agents.staffing_group, agents.media
    having count(*) >= {{ least }}
),

final as (
    select
        measures.staffing_group,
        measures.media,
        coalesce(rules.service_level, {{ var('staffing_service_level') }}) as service_level_target,
        greatest(coalesce(rules.within_seconds, {{ var('service_level_seconds') }}), 0.001)
            as within_seconds,
        rules.max_abandon_rate,
        case
            when measures.media = 'voice' then 1
            else floor(greatest(coalesce(rules.concurrency, measures.chats_at_once, 1), 1))
        end as concurrency,
        case
            when measures.handled_calls >= {{ least }}
                then measures.handle_seconds / measures.handled_calls
            when measures.media_handled_calls > 0
                then measures.media_handle_seconds / measures.media_handled_calls
        end as mean_handle_seconds,
        measures.handled_calls < {{ least }} as is_handle_time_of_medium,
        case
            when measures.abandons >= {{ least }}
                then measures.patient_seconds / nullif(measures.abandons, 0)
        end as patience_seconds,
        case
            when shrinkages.shrinkage < 1 then greatest(shrinkages.shrinkage, 0)
        end as shrinkage
    from measures
    left join rules
        on measures.staffing_group = rules.staffing_group and measures.media = rules.media
    left join shrinkages
        on measures.staffing_group = shrinkages.staffing_group and measures.media = shrinkages.media
)

select * from final
