{{ config(enabled=is_source_enabled('zendesk_api')) }}

-- Only the targets of today are delivered: they hold for the past as well.
with policies as (
    select * from {{ newest_rows('zendesk_api', 'sla_policies') }} as policies
),

final as (
    select
        'zendesk' as source_system,
        id as policy_id,
        {{ json_text('item', ['metric']) }} as metric,
        {{ json_text('item', ['priority']) }} as priority,
        coalesce(
            {{ safe_integer(json_text('item', ['target_in_seconds'])) }},
            {{ times_sixty(safe_integer(json_text('item', ['target']))) }}
        ) as target_seconds,
        {{ json_text('item', ['business_hours']) }} as business_hours_flag
    from {{ json_items('policies', ['id'], 'policy_metrics') }} as targets
)

select * from final
