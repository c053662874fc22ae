with targets as (
    select * from {{ ref('int_sla_targets') }} where is_agreed and is_known
),

tickets as (
    select * from {{ ref('int_tickets') }}
),

verdicts as (
    select
        ticket_id,
        max(case when is_breached then 1 else 0 end) = 0 as is_every_target_met,
        -- The first breach decides; until there is one, every further target that is met.
        coalesce(min(case when is_breached then outcome_at end), max(outcome_at)) as judged_at
    from targets
    group by ticket_id
),

final as (
    select
        verdicts.ticket_id,
        tickets.channel,
        {{ team_at() }} as team_id,
        tickets.priority,
        tickets.topic_id,
        tickets.product_id,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country,
        {{ report_date('verdicts.judged_at') }} as judged_date,
        true as has_known_target,
        verdicts.is_every_target_met
    from verdicts
    inner join tickets
        on verdicts.ticket_id = tickets.ticket_id
    {{ team_at_join('verdicts.ticket_id', 'verdicts.judged_at') }}
)

select * from final
