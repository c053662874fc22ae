create table fct_replies as
with newest as (
    select
        event_id,
        ticket_id,
        occurrence(occurred_at, loaded_at) as occurred_at,
        try_cast(sequence as bigint) as sequence,
        lower(actor_type) as actor_type,
        hidden(actor_id) as actor_id,
        is_yes(is_automated) as is_automated
    from raw_ticket_events
    where
        lower(event_type) = 'public_message'
        and occurrence(occurred_at, loaded_at) <= as_of()
        and coalesce(is_public != 'false', true)
    qualify row_number() over (
        partition by event_id order by loaded_at desc, filename desc
    ) = 1
),

messages as (
    select
        newest.*,
        tickets.created_at,
        case
            when newest.actor_type = 'bot' or coalesce(agents.is_bot, false) then 'bot'
            when newest.actor_type = 'system' or newest.is_automated then 'automation'
            when newest.actor_id = tickets.customer_id then 'customer'
            when newest.actor_type = 'customer' then 'customer'
            when newest.actor_type = 'agent' or agents.agent_id is not null then 'agent'
        end as author
    from newest
    inner join tickets on newest.ticket_id = tickets.ticket_id
    left join agents on newest.actor_id = agents.agent_id
    where tickets.is_in_scope and not coalesce(agents.is_test, false)
),

turns as (
    select
        ticket_id,
        created_at as occurred_at,
        -1 as sequence,
        case when is_inbound then 'customer' else 'agent' end as author,
        cast(null as varchar) as agent_id,
        cast(null as varchar) as event_id
    from tickets
    where is_in_scope
    union all
    select
        ticket_id,
        occurred_at,
        coalesce(sequence, 0),
        author,
        case when author = 'agent' then actor_id end,
        event_id
    from messages
    where author in ('customer', 'agent') and occurred_at > created_at
    union all
    select ticket_id, started_at, sequence, 'solved', null, null
    from status_spans
    where is_solve
),

ordered as (
    select
        *,
        case author when 'customer' then 1 when 'agent' then 2 else 3 end as author_order,
        lag(author) over (
            partition by ticket_id order by occurred_at, sequence, author_order, event_id
        ) as previous_author
    from turns
),

openings as (
    select
        *,
        lead(occurred_at) over following as next_at,
        lead(author) over following as next_author,
        lead(agent_id) over following as next_agent_id,
        lead(event_id) over following as next_event_id
    from ordered
    where author is distinct from previous_author
    window following as (
        partition by ticket_id order by occurred_at, sequence, author_order, event_id
    )
),

replies as (
    select
        *,
        row_number() over (
            partition by ticket_id order by occurred_at, sequence, event_id nulls last
        ) as reply_number
    from openings
    where author = 'customer' and next_author = 'agent'
),

agent_messages as (
    select
        ticket_id,
        bool_or(occurred_at <= created_at) as has_reply_before_creation
    from messages
    where author = 'agent'
    group by ticket_id
)

select
    replies.next_event_id as reply_id,
    replies.ticket_id,
    replies.next_agent_id as agent_id,
    cast(replies.reply_number as integer) as reply_number,
    replies.occurred_at as waiting_since,
    replies.next_at as replied_at,
    cast(replies.next_at as date) as replied_date,
    seconds(replies.occurred_at, replies.next_at) as reply_seconds,
    later.open_seconds_before
    + case when later.is_open then seconds(later.started_at, replies.next_at) else 0 end
    - earlier.open_seconds_before
    - case when earlier.is_open then seconds(earlier.started_at, replies.occurred_at) else 0 end
        as reply_business_seconds,
    tickets.channel,
    tickets.team_id,
    tickets.priority,
    tickets.topic_id,
    tickets.product_id,
    tickets.ticket_type,
    tickets.customer_segment,
    tickets.language,
    tickets.country
from replies
inner join tickets on replies.ticket_id = tickets.ticket_id
left join int_business_segments as earlier
    on
        tickets.schedule_id = earlier.schedule_id
        and cast(replies.occurred_at as date) = earlier.utc_date
        and replies.occurred_at >= earlier.started_at
        and replies.occurred_at < earlier.ended_at
left join int_business_segments as later
    on
        tickets.schedule_id = later.schedule_id
        and cast(replies.next_at as date) = later.utc_date
        and replies.next_at >= later.started_at
        and replies.next_at < later.ended_at
left join agent_messages on replies.ticket_id = agent_messages.ticket_id
where
    replies.sequence != -1
    or not (
        tickets.channel = 'phone'
        or coalesce(
            agent_messages.has_reply_before_creation,
            tickets.first_responded_at <= tickets.created_at,
            false
        )
    )
