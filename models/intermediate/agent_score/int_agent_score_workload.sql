-- What an agent did in a month: who has too little of it is not ranked, and load stands beside the
-- score.
with agents as (
    select * from {{ ref('dim_agents') }}
    where not is_bot and not is_test
),

solved as (
    select
        solved_by_agent_id as agent_id,
        cast(date_trunc('month', solved_date) as date) as month_start_date,
        count(*) as solved_tickets
    from {{ ref('fct_tickets') }}
    where is_handled and solved_date is not null
    group by solved_by_agent_id, cast(date_trunc('month', solved_date) as date)
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
        agents.agent_id,
        agents.team_id,
        solved.month_start_date,
        solved.solved_tickets,
        coalesce(worked.days_worked, 0) as days_worked,
        worked.handled_contacts / nullif(worked.worked_days, 0) as contacts_per_worked_day
    from solved
    inner join agents
        on solved.agent_id = agents.agent_id
    left join worked
        on
            solved.agent_id = worked.agent_id
            and solved.month_start_date = worked.month_start_date
)

select * from final
