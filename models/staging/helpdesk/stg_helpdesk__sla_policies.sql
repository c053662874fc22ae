{{ config(materialized='table') }}
with sla_policies as (
    select * from {{ ref('base_helpdesk__sla_policies') }}
),

final as (
    select
        ---------- ids
        sla_policies.policy_id,
        sla_policies.schedule_id,

        ---------- categories
        sla_policies.metric as raw_metric,
        {{ mapped_group('sla_policies.metric', 'sla_metric_groups.metric') }} as metric,
        sla_policies.priority as raw_priority,
        {{ mapped_group('sla_policies.priority', 'priority_groups.priority_group') }} as priority,
        {{ word_list('sla_policies.pausing_statuses') }} as pausing_statuses,

        ---------- numerics
        sla_policies.target_seconds,

        ---------- booleans
        coalesce(sla_policies.business_hours_flag, false) as is_business_hours,

        ---------- timestamps
        sla_policies.valid_from,
        sla_policies.valid_to,

        ---------- delivery
        sla_policies.source_system,
        sla_policies.updated_at,
        sla_policies.loaded_at,
        sla_policies.is_stale
    from sla_policies
    {{ join_mapping('priority_groups', 'sla_policies.priority') }}
    {{ join_mapping('sla_metric_groups', 'sla_policies.metric') }}
    where sla_policies.version_rank = 1
)

select * from final
