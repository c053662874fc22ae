with periods as (
    select
        period_grain,
        period_start,
        period_end
    from {{ ref('int_periods') }}
    where period_grain = 'month'
    union all
    select
        'last_90_days' as period_grain,
        {{ date_add_days('as_of_date', -89) }} as period_start,
        as_of_date as period_end
    from {{ ref('int_reporting_bounds') }}
),

topics as (
    select * from {{ ref('dim_topics') }}
),

work as (
    select
        created_date as work_date,
        coalesce(topic_id, 'unknown') as topic_id,
        1 as tickets,
        work_seconds as handle_seconds,
        case when first_solved_at is not null then 1 else 0 end as solved_tickets,
        case when first_solved_at is not null and reopen_count > 0 then 1 else 0 end
            as reopened_tickets
    from {{ ref('fct_tickets') }}
    where is_counted_in_volume
    union all
    select
        handled_date as work_date,
        coalesce(topic_id, 'unknown') as topic_id,
        0 as tickets,
        handle_seconds,
        0 as solved_tickets,
        0 as reopened_tickets
    from {{ ref('fct_calls') }}
    where handled_date is not null
),

per_topic as (
    select
        periods.period_grain,
        periods.period_start,
        periods.period_end,
        work.topic_id,
        sum(work.tickets) as tickets,
        sum(work.handle_seconds) as handle_seconds,
        sum(work.solved_tickets) as solved_tickets,
        sum(work.reopened_tickets) as reopened_tickets
    from periods
    inner join work
        on work.work_date between periods.period_start and periods.period_end
    group by 1, 2, 3, 4
),

ranked as (
    select
        *,
        row_number() over (
            partition by period_grain, period_start order by tickets desc, topic_id
        ) as topic_rank,
        cast(sum(tickets) over (partition by period_grain, period_start) as {{ type_double() }})
            as all_tickets
    from per_topic
),

final as (
    select
        ranked.period_grain,
        ranked.period_start,
        ranked.period_end,
        cast(ranked.topic_rank as integer) as topic_rank,
        ranked.topic_id,
        coalesce(topics.topic_name, ranked.topic_id) as topic_name,
        cast(ranked.tickets as bigint) as tickets,
        ranked.tickets / nullif(ranked.all_tickets, 0) as share,
        sum(ranked.tickets) over (
            partition by ranked.period_grain, ranked.period_start order by ranked.topic_rank
            rows between unbounded preceding and current row
        ) / nullif(ranked.all_tickets, 0) as cumulative_share,
        cast(ranked.handle_seconds as {{ type_double() }}) as handle_seconds,
        ranked.reopened_tickets / nullif(cast(ranked.solved_tickets as {{ type_double() }}), 0)
            as reopened_share
    from ranked
    left join topics
        on ranked.topic_id = topics.topic_id
)

select * from final
