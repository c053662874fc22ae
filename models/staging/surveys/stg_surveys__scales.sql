{{ config(materialized=part_materialization()) }}
-- The scale of the answer itself wins, each end for itself. Else the most particular row of the
-- seed tells it: of the survey's own system, then of its channel. From which score on people are
-- satisfied, a row with the same ends tells: of the own system first, then one for all systems.
with delivered as (
    select distinct
        survey_type,
        {{ mapping_key('source_system') }} as source_system,
        {{ mapping_key('channel') }} as channel,
        scale_min as delivered_min,
        scale_max as delivered_max,
        scale_direction as delivered_direction
    from {{ ref('base_surveys__surveys') }}
    where version_rank = 1
),

numbered as (
    select
        *,
        row_number() over (
            order by
                survey_type, source_system, channel,
                delivered_min, delivered_max, delivered_direction
        ) as scale_number
    from delivered
),

known as (
    select
        survey_type,
        {{ mapping_key('channel') }} as channel,
        coalesce({{ mapping_key('source_system') }}, '') as system_name,
        scale_min,
        scale_max,
        scale_direction,
        satisfied_from
    from {{ ref('survey_scales') }}
),

used as (
    select
        numbered.*,
        coalesce(numbered.delivered_min, known.scale_min) as scale_min,
        coalesce(numbered.delivered_max, known.scale_max) as scale_max,
        coalesce(numbered.delivered_direction, known.scale_direction, 'normal') = 'reversed'
            as is_scale_reversed,
        row_number() over (
            partition by numbered.scale_number
            order by
                case when known.system_name = '' then 1 else 0 end,
                case when known.channel = '*' then 1 else 0 end
        ) as preference
    from numbered
    left join known
        on
            numbered.survey_type = known.survey_type
            and known.system_name in ('', numbered.source_system)
            and known.channel in ('*', numbered.channel)
),

thresholds as (
    select
        used.*,
        known.satisfied_from,
        row_number() over (
            partition by used.scale_number
            order by
                case known.system_name when used.source_system then 0 when '' then 1 else 2 end,
                case when known.channel = used.channel then 0 else 1 end,
                known.satisfied_from
        ) as row_preference
    from used
    left join known
        on
            used.survey_type = known.survey_type
            and used.scale_min = known.scale_min
            and used.scale_max = known.scale_max
            and used.is_scale_reversed = (known.scale_direction = 'reversed')
    where used.preference = 1
),

final as (
    select
        survey_type,
        source_system,
        channel,
        delivered_min,
        delivered_max,
        delivered_direction,
        scale_min,
        scale_max,
        is_scale_reversed,
        satisfied_from
    from thresholds
    where row_preference = 1
)

select * from final
