with tickets as (
    select * from {{ ref('stg_helpdesk__tickets') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

customers as (
    select * from {{ ref('int_customers_merged') }}
),

schedules as (
    select * from {{ ref('int_business_schedules') }}
),

default_schedule as (
    select schedule_id from schedules where is_default
),

scoped as (
    select
        tickets.*,
        coalesce(customers.canonical_customer_id, tickets.customer_id) as merged_customer_id,
        customers.segment as customer_segment,
        coalesce(own_schedule.schedule_id, default_schedule.schedule_id) as business_schedule_id,
        -- When a merge happened that is told for later than the reporting time nobody can say.
        case when merged_tickets.merged_at <= as_of.as_of then merged_tickets.merged_at end
            as merged_at,
        merged_tickets.ticket_id is not null as is_merged_away,
        directions.direction,
        directions.direction = 'inbound' as is_inbound,
        tickets.is_test or coalesce(customers.is_test, false) or coalesce(agents.is_test, false)
            as is_test_data
    from tickets
    cross join as_of
    cross join default_schedule
    left join customers
        on tickets.customer_id = customers.customer_id
    left join {{ ref('int_agents_current') }} as agents
        on tickets.assignee_id = agents.agent_id
    left join schedules as own_schedule
        on tickets.schedule_id = own_schedule.schedule_id
    left join {{ ref('int_ticket_merges') }} as merged_tickets
        on tickets.ticket_id = merged_tickets.ticket_id
    inner join {{ ref('int_ticket_directions') }} as directions
        on tickets.ticket_id = directions.ticket_id
    where tickets.created_at <= as_of.as_of
),

-- What the desk itself wrote is no earlier question of the customer.
with_previous as (
    select
        *,
        lag(created_at) over (
            partition by merged_customer_id, channel, subject_hash, is_inbound
            order by created_at, ticket_id
        ) as same_subject_before_at
    from scoped
    where not is_spam and not is_deleted and not is_test_data and not is_merged_away
),

duplicates as (
    select ticket_id
    from with_previous
    where
        merged_customer_id is not null
        and subject_hash is not null
        and {{ seconds_between('same_subject_before_at', 'created_at') }}
        <= {{ variable_seconds('duplicate_window_minutes') }}
),

final as (
    select
        scoped.*,
        duplicates.ticket_id is not null as is_duplicate,
        not scoped.is_spam
        and not scoped.is_deleted
        and not scoped.is_test_data
        and not scoped.is_merged_away as is_in_scope,
        scoped.channel = 'phone' as is_phone_originated
    from scoped
    left join duplicates
        on scoped.ticket_id = duplicates.ticket_id
)

select * from final
