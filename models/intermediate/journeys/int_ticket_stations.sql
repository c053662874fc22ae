{{ config(materialized='ephemeral') }}
with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

changes as (
    select
        events.ticket_id,
        events.event_type,
        events.occurred_at,
        events.event_sequence,
        events.event_id,
        {{ qualified_id('events.old_value', 'events.source_system') }} as old_id,
        {{ qualified_id('events.new_value', 'events.source_system') }} as new_id
    from {{ ref('int_ticket_events') }} as events
    cross join {{ ref('int_as_of') }} as as_of
    where
        events.event_type in ('assignment', 'team_change')
        and events.new_value is not null
        and events.occurred_at <= as_of.as_of
),

assignments as (
    select
        changes.*,
        -- Whom the first change takes it from had it before, since when nobody knows.
        changes.old_id is not null and not coalesce(holders.is_bot, false) as is_passed_on,
        row_number() over (
            partition by changes.ticket_id order by {{ event_order('changes') }}
        ) as assignment_number
    from changes
    inner join tickets
        on changes.ticket_id = tickets.ticket_id
    left join {{ ref('int_agents_current') }} as agents
        on changes.new_id = agents.agent_id
    left join {{ ref('int_agents_current') }} as holders
        on changes.old_id = holders.agent_id
    where
        changes.event_type = 'assignment'
        and changes.occurred_at >= tickets.created_at
        and not coalesce(agents.is_bot, false)
),

first_assignments as (
    select * from assignments where assignment_number = 1
),

-- Finding the first owner is routing; a change of team after it, or unordered beside it, is not.
transfers as (
    select
        changes.ticket_id,
        count(*) as transfer_count,
        max(case when new_teams.tier > old_teams.tier then 1 else 0 end) as is_escalated
    from changes
    left join first_assignments
        on changes.ticket_id = first_assignments.ticket_id
    left join {{ ref('int_team_tiers') }} as old_teams
        on
            changes.old_id = old_teams.team_id
            and {{ is_within_span('changes.occurred_at', 'old_teams') }}
    left join {{ ref('int_team_tiers') }} as new_teams
        on
            changes.new_id = new_teams.team_id
            and {{ is_within_span('changes.occurred_at', 'new_teams') }}
    where
        changes.event_type = 'team_change'
        and changes.old_id != changes.new_id
        and (
            coalesce(first_assignments.is_passed_on, true)
            or {{ is_later_event('changes', 'first_assignments') }}
        )
    group by changes.ticket_id
),

final as (
    select
        tickets.ticket_id,
        case when not first_assignments.is_passed_on then first_assignments.occurred_at end
            as first_assigned_at,
        case
            when first_assignments.is_passed_on then first_assignments.old_id
            else first_assignments.new_id
        end as first_assigned_agent_id,
        case
            when not first_assignments.is_passed_on
                then {{ seconds_between('tickets.created_at', 'first_assignments.occurred_at') }}
        end as first_assignment_seconds,
        cast(coalesce(transfers.transfer_count, 0) as integer) as transfer_count,
        coalesce(transfers.is_escalated, 0) = 1 as is_escalated
    from tickets
    left join first_assignments
        on tickets.ticket_id = first_assignments.ticket_id
    left join transfers
        on tickets.ticket_id = transfers.ticket_id
)

select * from final
