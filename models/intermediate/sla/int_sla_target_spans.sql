-- A priority that was changed again at the same instant was never in force.
with priority_spans as (
    select * from {{ ref('int_ticket_attribute_spans') }}
    where attribute = 'priority' and (valid_to is null or valid_to > valid_from)
),

with_priority as (
    select
        targets.ticket_id,
        targets.metric,
        targets.target_number,
        targets.started_at,
        tickets.sla_policy_id,
        tickets.business_schedule_id,
        coalesce(priority_spans.attribute_value, tickets.priority) as priority,
        greatest(targets.started_at, priority_spans.valid_from) as valid_from,
        priority_spans.valid_to
    from {{ ref('int_sla_targets_started') }} as targets
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on targets.ticket_id = tickets.ticket_id
    left join priority_spans
        on
            targets.ticket_id = priority_spans.ticket_id
            -- Without `or`, which makes the engine compare every target with every span.
            and targets.started_at
            < coalesce(priority_spans.valid_to, timestamp '9999-12-31 00:00:00')
),

agreed as (
    select
        with_priority.ticket_id,
        with_priority.metric,
        with_priority.target_number,
        with_priority.started_at,
        with_priority.priority,
        'policy' as target_source,
        policy_versions.target_seconds,
        case
            when policy_versions.is_business_hours
                then coalesce(schedules.schedule_id, with_priority.business_schedule_id)
            else 'always_open'
        end as clock_schedule_id,
        greatest(with_priority.valid_from, policy_versions.valid_from) as valid_from,
        least(with_priority.valid_to, policy_versions.valid_to) as valid_to
    from with_priority
    inner join {{ ref('int_sla_policy_versions') }} as policy_versions
        on
            with_priority.sla_policy_id = policy_versions.policy_id
            and with_priority.metric = policy_versions.metric
            and with_priority.priority = policy_versions.priority
            and (
                policy_versions.valid_to is null
                or with_priority.valid_from < policy_versions.valid_to
            )
            and (
                policy_versions.valid_from is null
                or with_priority.valid_to is null
                or with_priority.valid_to > policy_versions.valid_from
            )
    left join {{ ref('int_business_schedules') }} as schedules
        on policy_versions.schedule_id = schedules.schedule_id
),

with_agreement as (
    select distinct ticket_id from agreed where metric = 'resolution'
),

defaults as (
    select
        with_priority.ticket_id,
        with_priority.metric,
        with_priority.target_number,
        with_priority.started_at,
        with_priority.priority,
        'default' as target_source,
        deadline_defaults.target_seconds,
        case
            when deadline_defaults.is_business_hours then with_priority.business_schedule_id
            else 'always_open'
        end as clock_schedule_id,
        with_priority.valid_from,
        with_priority.valid_to
    from with_priority
    inner join {{ ref('deadline_defaults') }} as deadline_defaults
        on with_priority.priority = deadline_defaults.priority
    left join with_agreement
        on with_priority.ticket_id = with_agreement.ticket_id
    where with_priority.metric = 'resolution' and with_agreement.ticket_id is null
),

final as (
    select * from agreed
    union all
    select * from defaults
)

select * from final
