create temp table tickets as
with newest as (
    select *
    from raw_tickets
    where occurrence(created_at, loaded_at) is not null and given(ticket_id) is not null
    qualify row_number() over (
        partition by ticket_id
        order by
            instant(updated_at) desc nulls last, instant(loaded_at) desc nulls last, filename desc
    ) = 1
),

typed as (
    select
        newest.ticket_id,
        hidden(newest.customer_id) as customer_id,
        newest.team_id,
        newest.assignee_id,
        newest.merged_into_ticket_id,
        given(newest.topic_id) as topic_id,
        given(newest.product_id) as product_id,
        given(newest.schedule_id) as schedule_id,
        lower(given(newest.ticket_type)) as ticket_type,
        lower(given(newest.language)) as language,
        upper(given(newest.country)) as country,
        occurrence(newest.created_at, newest.loaded_at) as created_at,
        occurrence(newest.first_responded_at, newest.loaded_at) as first_responded_at,
        occurrence(newest.solved_at, newest.loaded_at) as solved_at,
        occurrence(newest.closed_at, newest.loaded_at) as closed_at,
        coalesce(lower(newest.direction), 'inbound') = 'inbound'
        and coalesce(lower(newest.created_by_type), 'customer') != 'agent' as is_inbound,
        coalesce(statuses.status_group, 'other') as status_group,
        case
            when given(newest.channel) is null then 'unknown'
            else coalesce(channels.channel_group, 'other')
        end as channel,
        case
            when given(newest.priority) is null then 'unknown'
            else coalesce(priorities.priority_group, 'other')
        end as priority,
        is_yes(newest.is_spam) or is_yes(newest.is_test) or is_yes(newest.is_deleted) as is_left_out
    from newest
    left join ticket_status_groups as statuses
        on lower(trim(newest.status)) = statuses.raw_status
    left join channel_groups as channels
        on lower(trim(newest.channel)) = channels.raw_channel
    left join priority_groups as priorities
        on lower(trim(newest.priority)) = priorities.raw_priority
)

select
    typed.* exclude (is_left_out)
        replace (coalesce(own.schedule_id, default_schedule.schedule_id) as schedule_id),
    customers.segment as customer_segment,
    not typed.is_left_out
    and not coalesce(customers.is_test, false)
    and not coalesce(agents.is_test, false)
    -- Merged away: of two tickets merged into each other the smaller id survives.
    and not (
        typed.merged_into_ticket_id is not null
        and typed.merged_into_ticket_id != typed.ticket_id
        and not (
            survivors.merged_into_ticket_id is not distinct from typed.ticket_id
            and typed.ticket_id < survivors.ticket_id
        )
    ) as is_in_scope
from typed
cross join (select schedule_id from int_business_schedules where is_default) as default_schedule
left join int_business_schedules as own on typed.schedule_id = own.schedule_id
left join customers on typed.customer_id = customers.customer_id
left join agents on typed.assignee_id = agents.agent_id
left join typed as survivors on typed.merged_into_ticket_id = survivors.ticket_id
where typed.created_at <= as_of()
