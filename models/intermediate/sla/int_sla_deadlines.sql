-- A deadline that stands on the ticket itself goes before every policy. Whether a promise was kept
-- is decided here and nowhere else: by what elapsed on its clock and what was agreed.
with targets as (
    select * from {{ ref('int_sla_targets_started') }}
),

outcomes as (
    select * from {{ ref('int_sla_outcomes') }}
),

own_deadlines as (
    select
        ticket_id,
        'resolution' as metric,
        resolution_due_at,
        {{ seconds_between('created_at', 'resolution_due_at') }} as target_seconds
    from {{ ref('int_tickets_scoped') }}
    where resolution_due_at is not null
),

together as (
    select
        targets.*,
        case when own_deadlines.ticket_id is not null then 'ticket' else outcomes.target_source end
            as target_source,
        outcomes.priority,
        coalesce(own_deadlines.target_seconds, outcomes.target_seconds) as target_seconds,
        case when own_deadlines.ticket_id is null then outcomes.clock_schedule_id end
            as clock_schedule_id,
        case when own_deadlines.ticket_id is null then outcomes.pausing_statuses end
            as pausing_statuses,
        case
            when own_deadlines.ticket_id is null then outcomes.elapsed_seconds
            else {{ seconds_between(
                'targets.started_at',
                'coalesce(targets.fulfilled_at, targets.withdrawn_at, as_of.as_of)'
            ) }}
        end as elapsed_seconds,
        own_deadlines.ticket_id is null and outcomes.is_given_up as is_given_up,
        coalesce(own_deadlines.resolution_due_at, outcomes.due_at) as due_at
    from targets
    cross join {{ ref('int_as_of') }} as as_of
    left join outcomes
        on
            targets.ticket_id = outcomes.ticket_id
            and targets.metric = outcomes.metric
            and targets.target_number = outcomes.target_number
    left join own_deadlines
        on
            targets.ticket_id = own_deadlines.ticket_id
            and targets.metric = own_deadlines.metric
    where outcomes.ticket_id is not null or own_deadlines.ticket_id is not null
),

final as (
    select
        *,
        not is_given_up and elapsed_seconds > target_seconds as is_breached,
        not is_given_up and fulfilled_at is not null and elapsed_seconds <= target_seconds
            as is_met
    from together
)

select * from final
