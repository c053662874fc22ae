{{ config(materialized='ephemeral') }}
with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

teams as (
    select * from {{ ref('int_team_tiers') }}
),

events as (
    select
        ticket_id,
        occurred_at,
        actor_type,
        {{ qualified_id('old_value', 'source_system') }} as old_team_id,
        {{ qualified_id('new_value', 'source_system') }} as new_team_id
    from {{ ref('stg_helpdesk__ticket_events') }}
    where
        event_type = 'team_change'
        and old_value is not null
        and new_value is distinct from old_value
),

team_changes as (
    select
        events.*,
        old_teams.tier as old_tier,
        new_teams.tier as new_tier
    from events
    cross join as_of
    left join teams as old_teams
        on
            events.old_team_id = old_teams.team_id
            and {{ is_within_span('events.occurred_at', 'old_teams') }}
    left join teams as new_teams
        on
            events.new_team_id = new_teams.team_id
            and {{ is_within_span('events.occurred_at', 'new_teams') }}
    where events.occurred_at <= as_of.as_of
),

final as (
    select
        team_changes.ticket_id,
        min(team_changes.occurred_at) as first_transferred_at,
        count(*) as transfer_count
    from team_changes
    inner join tickets
        on team_changes.ticket_id = tickets.ticket_id
    where
        -- Routing by a rule is no transfer.
        coalesce(team_changes.actor_type, 'agent') = 'agent'
        {%- if var('fcr_allow_same_tier_transfer') %}
        and team_changes.old_tier is distinct from team_changes.new_tier
        {%- endif %}
    group by team_changes.ticket_id
)

select * from final
