with status_spans as (
    select * from {{ ref('int_ticket_status_spans') }}
),

tickets as (
    select * from {{ ref('int_tickets') }}
),

merge_times as (
    select
        ticket_id,
        merged_at
    from {{ ref('int_tickets_scoped') }}
),

-- Merged and deleted tickets leave when it happened; where no time is known they never enter.
counted as (
    select
        tickets.ticket_id,
        case when tickets.is_merged_away then merge_times.merged_at end as merged_at
    from tickets
    inner join merge_times
        on tickets.ticket_id = merge_times.ticket_id
    where
        not tickets.is_spam
        and not tickets.is_test_data
        and not (tickets.is_merged_away and merge_times.merged_at is null)
        and not (tickets.is_deleted and tickets.status_group != 'deleted')
),

changes as (
    select
        status_spans.*,
        counted.merged_at,
        lag(status_spans.is_open) over (
            partition by status_spans.ticket_id order by status_spans.span_number
        ) as was_open
    from status_spans
    inner join counted
        on status_spans.ticket_id = counted.ticket_id
),

turning_points as (
    select
        *,
        lead(started_at) over (partition by ticket_id order by span_number) as next_started_at,
        lead(is_solved) over (partition by ticket_id order by span_number) as is_next_solved
    from changes
    where is_open is distinct from was_open
),

ended as (
    select
        ticket_id,
        span_number,
        started_at as entered_at,
        case when coalesce(was_open, true) then 'created' else 'reopened' end as entry_kind,
        least(next_started_at, merged_at) as left_at,
        case
            -- The closing that a merge brings is no solve.
            when merged_at is not null and coalesce(merged_at <= next_started_at, true)
                then 'removed'
            when next_started_at is null then null
            when is_next_solved then 'solved'
            else 'removed'
        end as exit_kind
    from turning_points
    where is_open
),

final as (
    select * from ended
    -- Solved in the instant in which it came or was reopened, a ticket came in and went out.
    where left_at is null or left_at > entered_at or (left_at = entered_at and exit_kind = 'solved')
)

select * from final
