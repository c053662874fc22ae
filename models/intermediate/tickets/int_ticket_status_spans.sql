with changes as (
    select * from {{ ref('int_ticket_status_changes') }}
),

-- A clock that ran backwards makes an empty span, never a negative one or one that overlaps.
in_order as (
    select
        *,
        max(changed_at) over (
            partition by ticket_id
            order by change_number rows between unbounded preceding and current row
        ) as effective_at
    from changes
),

followed as (
    select
        *,
        lead(effective_at) over (partition by ticket_id order by change_number) as ended_at,
        lag(status_group) over (partition by ticket_id order by change_number)
            as previous_status_group
    from in_order
),

final as (
    select
        ticket_id,
        change_number as span_number,
        effective_at as started_at,
        changed_at,
        ended_at,
        status_group,
        raw_status,
        actor_type,
        actor_id,
        event_sequence,
        is_from_event,
        {{ is_open_status('status_group') }} as is_open,
        {{ is_solved_status('status_group') }} as is_solved,
        status_group in ('solved', 'closed')
        -- A ticket that arrives solved was solved at an unknown time, not at its creation.
        and coalesce(not {{ is_solved_status('previous_status_group') }}, false) as is_solve,
        {{ is_open_status('status_group') }}
        and {{ is_solved_status('previous_status_group') }} as is_reopen
    from followed
)

select * from final
