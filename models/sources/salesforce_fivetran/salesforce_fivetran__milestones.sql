{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- Milestones whose names seed `sla_metric_groups` maps to a first reply or a resolution; of several
-- of one kind, as after a reopening, the one that began last.
with milestones as (
    select
        milestones.*,
        metrics.metric,
        {{ safe_integer('milestones.target_response_in_mins') }} as target_minutes,
        row_number() over (
            partition by milestones.case_id, metrics.metric order by milestones.start_date desc
        ) as newest
    from {{ source_rows('salesforce_fivetran', 'case_milestone') }} as milestones
    inner join {{ source_rows('salesforce_fivetran', 'milestone_type') }} as types
        on milestones.milestone_type_id = types.id
    inner join {{ ref('sla_metric_groups') }} as metrics
        on
            replace({{ mapping_key('types.name') }}, ' ', '_')
            = {{ mapping_key('metrics.raw_metric') }}
            and coalesce(metrics.source_system, '') in ('', 'salesforce')
    where metrics.metric in ('first_reply', 'resolution')
),

final as (
    select
        case_id,
        metric,
        target_minutes,
        nullif(business_hours_id, '') as business_hours_id,
        target_date,
        is_violated,
        metric || '-' || cast(target_minutes as {{ type_text() }}) || '-'
        || coalesce(nullif(business_hours_id, ''), 'always') as policy_id
    from milestones
    where newest = 1
)

select * from final
