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
        row_number() over (partition by ticket_id order by change_number) as place,
        lead(effective_at) over (partition by ticket_id order by change_number) as ended_at,
        lag(status_group) over (partition by ticket_id order by change_number)
            as previous_status_group
    from in_order
),

final as (
    select
        followed.ticket_id,
        cast(followed.place as integer) - 1 as span_number,
        followed.effective_at as started_at,
        followed.changed_at,
        followed.ended_at,
        followed.status_group,
        followed.raw_status,
        followed.actor_type,
        followed.actor_id,
        coalesce(followed.actor_type = 'bot' or agents.is_bot, false) as is_by_bot,
        followed.event_sequence,
        followed.is_from_event,
        followed.is_after_gap,
        {{ is_open_status('followed.status_group') }} as is_open,
        {{ is_solved_status('followed.status_group') }} as is_solved,
        followed.status_group in ('solved', 'closed')
        -- A ticket that arrives solved was solved at an unknown time, not at its creation.
        and coalesce(not {{ is_solved_status('followed.previous_status_group') }}, false)
            as is_solve,
        {{ is_open_status('followed.status_group') }}
        and {{ is_solved_status('followed.previous_status_group') }} as is_reopen
    from followed
    left join {{ ref('int_agents_current') }} as agents
        on followed.actor_id = agents.agent_id
)

select * from final
