with replies as (
    select
        *,
        row_number() over (partition by ticket_id order by wait_number) as reply_number
    from {{ ref('int_ticket_waits') }}
    where replied_at is not null
),

tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

first_responses as (
    select * from {{ ref('int_ticket_first_responses') }}
),

clocked as (
    select
        replies.*,
        {{ business_clock('waiting_clock', 'replies.waiting_since') }} as waiting_clock_seconds,
        {{ business_clock('reply_clock', 'replies.replied_at') }} as reply_clock_seconds
    from replies
    inner join tickets
        on replies.ticket_id = tickets.ticket_id
    {{ business_clock_join(
        'waiting_clock', 'tickets.business_schedule_id', 'replies.waiting_since'
    ) }}
    {{ business_clock_join('reply_clock', 'tickets.business_schedule_id', 'replies.replied_at') }}
),

final as (
    select
        clocked.reply_id,
        clocked.ticket_id,
        clocked.agent_id,
        cast(clocked.reply_number as integer) as reply_number,
        clocked.waiting_since,
        clocked.replied_at,
        {{ report_date('clocked.replied_at') }} as replied_date,
        {{ seconds_between('clocked.waiting_since', 'clocked.replied_at') }} as reply_seconds,
        {{ clock_seconds_between(
            'clocked.waiting_clock_seconds', 'clocked.reply_clock_seconds'
        ) }} as reply_business_seconds,
        tickets.channel,
        {{ team_at() }} as team_id,
        tickets.priority,
        tickets.topic_id,
        tickets.product_id,
        tickets.ticket_type,
        tickets.customer_segment,
        tickets.language,
        tickets.country
    from clocked
    inner join tickets
        on clocked.ticket_id = tickets.ticket_id
    inner join first_responses
        on clocked.ticket_id = first_responses.ticket_id
    {{ team_at_join('clocked.ticket_id', 'clocked.replied_at') }}
    -- A phone ticket's conversation is the call; what is typed beside it is no written reply time.
    -- After a reply that is dated before the creation nobody knows how long the first wait was.
    where
        not clocked.is_from_creation
        or not (tickets.is_phone_originated or first_responses.has_reply_before_creation)
)

select * from final
