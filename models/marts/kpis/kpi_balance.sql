{%- set key = ['period_start', 'slice_name', 'slice_value'] -%}

with points as (
    select * from {{ ref('kpi_balance_points') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }}
    where
        period_grain = 'month'
        and statistic = 'rate'
        and slice_name in ('overall', 'channel', 'team')
),

-- A change of a side is the mean change of those of its KPIs that are known in both months.
sides as (
    select
        {{ key | join(', ') }},
        {%- for side in ['speed', 'quality'] %}
        avg(case when side = '{{ side }}' then points end) as {{ side }}_score,
        count(case when side = '{{ side }}' then points end) as {{ side }}_kpis,
        avg(case when side = '{{ side }}' then points - previous_points end) as {{ side }}_change,
        {%- set has_change = "side = '" ~ side ~ "' and previous_points is not null" %}
        sqrt(sum(case when {{ has_change }} then change_variance end))
        / nullif(count(case when side = '{{ side }}' then previous_points end), 0)
            as {{ side }}_error,
        {%- endfor %}
        max(case when is_provisional then 1 else 0 end) = 1 as is_provisional
    from points
    group by {{ key | join(', ') }}
),

moved as (
    select
        *,
        coalesce(speed_change > {{ var('confidence_z') }} * speed_error, false)
        and coalesce(quality_change < -{{ var('confidence_z') }} * quality_error, false)
            as is_traded
    from sides
),

read_with as (
    select
        {{ key | join(', ') }},
        max(case when kpi_id = 'csat' then value end) as csat,
        max(case when kpi_id = 'csat' then target_low end) as csat_target,
        max(case when kpi_id = 'fcr_rate' then value end) as fcr_rate,
        max(case when kpi_id = 'fcr_rate' then target_low end) as fcr_floor,
        max(case when kpi_id = 'repeat_contact_rate' then value end) as repeat_contact_rate,
        max(case when kpi_id = 'survey_response_rate' then value end) as survey_response_rate
    from kpi_values
    group by {{ key | join(', ') }}
),

final as (
    select
        moved.period_start,
        moved.slice_name,
        moved.slice_value,
        {{ published_number('moved.speed_score') }} as speed_score,
        {{ published_number('moved.quality_score') }} as quality_score,
        cast(moved.speed_kpis as integer) as speed_kpis,
        cast(moved.quality_kpis as integer) as quality_kpis,
        {{ published_number('moved.speed_change') }} as speed_change,
        {{ published_number('moved.quality_change') }} as quality_change,
        case
            when moved.speed_score is null or moved.quality_score is null then null
            else moved.is_traded and coalesce(previous.is_traded, false)
        end as speed_without_quality,
        read_with.csat,
        read_with.fcr_rate,
        read_with.repeat_contact_rate,
        read_with.survey_response_rate,
        case
            when read_with.csat is null or read_with.csat_target is null then null
            when read_with.csat < read_with.csat_target then false
            else
                coalesce(read_with.fcr_rate < read_with.fcr_floor, false)
                or coalesce(
                    read_with.repeat_contact_rate > {{ var('balance_repeat_limit') }}, false
                )
                or coalesce(
                    read_with.survey_response_rate < {{ var('balance_response_floor') }}, false
                )
        end as csat_may_mislead,
        moved.is_provisional
    from moved
    left join moved as previous
        on
            moved.slice_name = previous.slice_name
            and moved.slice_value = previous.slice_value
            and previous.period_start = {{ previous_period_start("'month'", 'moved.period_start') }}
    left join read_with
        on
            moved.period_start = read_with.period_start
            and moved.slice_name = read_with.slice_name
            and moved.slice_value = read_with.slice_value
)

select * from final
