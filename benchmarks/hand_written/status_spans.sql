create temp table status_spans as
with newest as (
    select
        event_id,
        ticket_id,
        occurrence(occurred_at, loaded_at) as occurred_at,
        try_cast(sequence as bigint) as sequence,
        given(old_value) as old_value,
        given(new_value) as new_value
    from raw_ticket_events
    where
        lower(event_type) = 'status_change'
        and occurrence(occurred_at, loaded_at) <= as_of()
        and given(new_value) is not null
    qualify row_number() over (
        partition by event_id order by loaded_at desc, filename desc
    ) = 1
),

numbered as (
    select
        newest.*,
        case
            when newest.old_value is not null then coalesce(olds.status_group, 'other')
        end as old_group,
        coalesce(news.status_group, 'other') as status_group,
        row_number() over told as change_number,
        coalesce(lag(coalesce(news.status_group, 'other')) over told, old_group, 'new')
            as previous_group
    from newest
    left join ticket_status_groups as olds on lower(newest.old_value) = olds.raw_status
    left join ticket_status_groups as news on lower(newest.new_value) = news.raw_status
    window told as (
        partition by newest.ticket_id
        order by newest.sequence nulls last, newest.occurred_at, newest.event_id
    )
),

first_changes as (
    select
        ticket_id,
        any_value(occurred_at) filter (where change_number = 1) as first_at,
        any_value(old_group) filter (where change_number = 1) as first_group,
        bool_or(
            status_group in ('solved', 'closed') and previous_group not in ('solved', 'closed')
        ) as has_solve
    from numbered
    group by ticket_id
),

-- The ticket's own solve or closing time serves where none of its events is a solve.
told_by_ticket as (
    select
        tickets.*,
        first_changes.first_group,
        case
            when
                tickets.status_group in ('solved', 'closed')
                and not coalesce(first_changes.has_solve, false)
                and coalesce(tickets.solved_at, tickets.closed_at) <= as_of()
                then coalesce(tickets.solved_at, tickets.closed_at)
        end as told_at,
        coalesce(told_at <= first_at and first_group in ('solved', 'closed'), false) as is_before
    from tickets
    left join first_changes on tickets.ticket_id = first_changes.ticket_id
    where tickets.is_in_scope
),

changes as (
    select
        ticket_id,
        created_at as changed_at,
        case when is_before then 'new' else coalesce(first_group, 'new') end as status_group,
        case when is_before then -1 else 0 end as change_number,
        -1 as sequence
    from told_by_ticket
    union all
    select ticket_id, occurred_at, status_group, change_number, coalesce(sequence, 0)
    from numbered
    union all
    select
        ticket_id,
        told_at,
        case when solved_at is not null then 'solved' else 'closed_without_solve' end,
        case when is_before then 0 else 1000001 end,
        0
    from told_by_ticket
    where told_at is not null
),

timed as (
    select
        *,
        max(changed_at) over (
            partition by ticket_id order by change_number rows unbounded preceding
        ) as started_at,
        lag(status_group) over (partition by ticket_id order by change_number) as previous_group
    from changes
)

select
    *,
    lead(started_at) over (partition by ticket_id order by change_number) as ended_at,
    status_group in ('new', 'open', 'pending', 'on_hold', 'other') as is_open,
    status_group in ('solved', 'closed') as is_solved,
    is_solved and coalesce(previous_group not in ('solved', 'closed'), false) as is_solve,
    coalesce(is_open and previous_group in ('solved', 'closed'), false) as is_reopen
from timed
