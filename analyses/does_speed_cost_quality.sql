-- Does speed cost quality? Satisfaction, reopenings and first response of the same tickets, by how
-- fast the first answer came within its channel. Fast answers that reopen more often are speed at
-- a price.
with tickets as (
    select
        ticket_id,
        first_response_seconds,
        reopen_count,
        ntile(4) over (partition by channel order by first_response_seconds, ticket_id)
            as speed_quarter
    from {{ ref('fct_tickets') }}
    where first_response_seconds is not null and is_handled
),

answers as (
    select
        ticket_id,
        case when is_satisfied then 1.0 else 0.0 end as satisfied
    from {{ ref('fct_survey_responses') }}
    where is_csat_response
)

select
    tickets.speed_quarter,
    count(*) as ticket_count,
    avg(tickets.first_response_seconds) / 60 as mean_first_response_minutes,
    avg(case when tickets.reopen_count > 0 then 1.0 else 0.0 end) as reopened_share,
    count(answers.satisfied) as rated_tickets,
    avg(answers.satisfied) as satisfied_share
from tickets
left join answers
    on tickets.ticket_id = answers.ticket_id
group by tickets.speed_quarter
order by tickets.speed_quarter
