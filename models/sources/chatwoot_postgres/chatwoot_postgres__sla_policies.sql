{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

-- Policies know no priorities, targets do: each is written out for every one.
with policies as (
    select * from {{ source_rows('chatwoot_postgres', 'sla_policies') }} as policies
),

targets as (
    {{ rows_from_columns('policies', [
        {
            'id': 'id', 'only_during_business_hours': 'only_during_business_hours',
            'metric': "'first_reply'", 'target_seconds': 'first_response_time_threshold',
        },
        {
            'id': 'id', 'only_during_business_hours': 'only_during_business_hours',
            'metric': "'next_reply'", 'target_seconds': 'next_response_time_threshold',
        },
        {
            'id': 'id', 'only_during_business_hours': 'only_during_business_hours',
            'metric': "'resolution'", 'target_seconds': 'resolution_time_threshold',
        },
    ]) | indent(4) }}
),

priorities as (
    {{ rows_from_columns('(select 1 as one) as nothing', [
        {'priority': "'low'"}, {'priority': "'medium'"}, {'priority': "'high'"},
        {'priority': "'urgent'"},
    ]) | indent(4) }}
),

final as (
    select
        'chatwoot' as source_system,
        targets.id as policy_id,
        targets.metric,
        priorities.priority,
        targets.target_seconds,
        targets.only_during_business_hours as business_hours_flag
    from targets
    cross join priorities
    where targets.target_seconds <> ''
)

select * from final
