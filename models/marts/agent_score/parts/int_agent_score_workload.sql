{{ config(materialized='ephemeral') }}
{%- set last_day = 'least(months.period_end, bounds.as_of_date)' -%}

-- What an agent did in a month: agents with too little work are not compared, and the load is shown
-- with the score.
with agents as (
    select * from {{ ref('int_agents_current') }}
),

solved as (
    select
        solved_by_agent_id as agent_id,
        cast(date_trunc('month', solved_date) as date) as month_start_date,
        count(*) as solved_tickets
    from {{ ref('int_tickets') }}
    where is_handled and solved_date is not null
    group by solved_by_agent_id, cast(date_trunc('month', solved_date) as date)
),

-- A topic is mastered, in a modest sense, from the first ticket on that the agent solved in it.
mastered as (
    select
        agent_id,
        month_start_date,
        count(*) as new_topics
    from (
        select
            solved_by_agent_id as agent_id,
            topic_id,
            cast(date_trunc('month', min(solved_date)) as date) as month_start_date
        from {{ ref('int_tickets') }}
        where is_handled and solved_date is not null and topic_id is not null
        group by solved_by_agent_id, topic_id
    ) as first_solves
    group by agent_id, month_start_date
),

-- A score is known at the end of its month: the team is that of its last day, or of today.
teams as (
    select
        versions.agent_id,
        months.period_start as month_start_date,
        versions.team_id
    from {{ ref('int_periods') }} as months
    cross join {{ ref('int_reporting_bounds') }} as bounds
    inner join {{ ref('int_agent_versions') }} as versions
        on
            {{ is_day_within_span(last_day, 'versions') | indent(12) }}
    where months.period_grain = 'month'
),

worked as (
    select
        agent_id,
        cast(date_trunc('month', activity_date) as date) as month_start_date,
        sum(case when worked_days > 0 then 1 else 0 end) as days_worked,
        sum(handled_contacts) as handled_contacts,
        sum(worked_days) as worked_days
    from {{ ref('fct_agent_days') }}
    group by agent_id, cast(date_trunc('month', activity_date) as date)
),

final as (
    select
        solved.agent_id,
        teams.team_id,
        solved.month_start_date,
        solved.solved_tickets,
        sum(coalesce(mastered.new_topics, 0)) over (
            partition by solved.agent_id order by solved.month_start_date
            rows between unbounded preceding and current row
        ) as topics_solved,
        coalesce(worked.days_worked, 0) as days_worked,
        worked.handled_contacts / nullif(
            sum(worked.handled_contacts)
                over (partition by teams.team_id, solved.month_start_date), 0
        ) as team_contact_share,
        worked.handled_contacts / nullif(worked.worked_days, 0) as contacts_per_worked_day
    from solved
    left join agents
        on solved.agent_id = agents.agent_id
    left join teams
        on
            solved.agent_id = teams.agent_id
            and solved.month_start_date = teams.month_start_date
    left join mastered
        on
            solved.agent_id = mastered.agent_id
            and solved.month_start_date = mastered.month_start_date
    left join worked
        on
            solved.agent_id = worked.agent_id
            and solved.month_start_date = worked.month_start_date
    where
        solved.agent_id is not null
        and not coalesce(agents.is_bot or agents.is_test, false)
)

select * from final
