{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

with targets as (
    select
        *,
        lag(sla_policy_updated_at) over versions as version_before,
        lead(sla_policy_updated_at) over versions as version_after
    from {{ newest_rows(
        'zendesk_fivetran', 'sla_policy_metric_history',
        'sla_policy_id, metric, priority, sla_policy_updated_at', '_fivetran_synced'
    ) }} as targets
    window versions as (
        partition by sla_policy_id, metric, priority order by sla_policy_updated_at
    )
),

final as (
    select
        'zendesk' as source_system,
        sla_policy_id as policy_id,
        metric,
        priority,
        -- Minutes.
        {{ times_sixty(safe_integer('target')) }} as target_seconds,
        business_hours as business_hours_flag,
        -- A ticket names its policy: before the first version that is known, that one holds.
        case when version_before is not null then {{ utc_text('sla_policy_updated_at') }} end
            as valid_from,
        {{ utc_text('version_after') }} as valid_to,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from targets
)

select * from final
