{{ config(materialized=part_materialization()) }}
with agents as (
    select * from {{ ref('int_agents_current') }}
),

teams_seen as (
    select tickets.team_id
    from {{ ref('stg_helpdesk__tickets') }} as tickets
    inner join {{ ref('int_as_of') }} as as_of
        on tickets.created_at <= as_of.as_of
    union
    -- Teams that had a ticket only for a while.
    {%- for column in ['old_value', 'new_value'] %}
    {%- if not loop.first %}
    union
    {%- endif %}
    select {{ qualified_id('events.' ~ column, 'events.source_system') }} as team_id
    from {{ ref('stg_helpdesk__ticket_events') }} as events
    inner join {{ ref('int_as_of') }} as as_of
        on events.occurred_at <= as_of.as_of
    where events.event_type = 'team_change'
    {%- endfor %}
    union
    select team_id from {{ ref('stg_telephony__calls') }}
    union
    -- Teams in which an agent is no longer, too.
    select team_id from {{ ref('int_agent_versions') }}
    union
    select team_id from {{ ref('stg_workforce__teams') }}
    union
    select parent_team_id from {{ ref('stg_workforce__teams') }}
),

team_members as (
    select
        agents.team_id,
        min(agents.team_name) as team_name,
        min(agents.tier) as tier,
        -- Who will leave is still here.
        sum(
            case
                when agents.is_bot or agents.is_test then 0
                when agents.left_on < {{ report_date('as_of.as_of') }} then 0
                else 1
            end
        ) as agent_count
    from agents
    cross join {{ ref('int_as_of') }} as as_of
    group by agents.team_id
),

final as (
    select
        teams_seen.team_id,
        coalesce(teams.team_name, team_members.team_name, teams_seen.team_id) as team_name,
        team_members.tier,
        cast(coalesce(team_members.agent_count, 0) as integer) as agent_count,
        teams.parent_team_id,
        teams.site
    from teams_seen
    left join {{ ref('stg_workforce__teams') }} as teams
        on teams_seen.team_id = teams.team_id
    left join team_members
        on teams_seen.team_id = team_members.team_id
    where teams_seen.team_id is not null
)

select * from final
