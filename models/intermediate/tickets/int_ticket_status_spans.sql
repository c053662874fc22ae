with changes as (
    select * from {{ ref('int_ticket_status_changes') }}
),

followed as (
    select
        *,
        lead(changed_at) over (partition by ticket_id order by change_number) as next_changed_at,
        lag(status_group) over (partition by ticket_id order by change_number) as previous_status_group
    from changes
),

final as (
    select
        ticket_id,
        change_number as span_number,
        changed_at as started_at,
        -- A clock that ran backwards makes an empty span, never a negative one.
        case when next_changed_at is not null then greatest(next_changed_at, changed_at) end as ended_at,
        status_group,
        actor_type,
        actor_id,
        event_sequence,
        is_from_event,
        status_group in ('new', 'open', 'pending', 'on_hold', 'other') as is_open,
        status_group in ('solved', 'closed') as is_solved,
        status_group in ('solved', 'closed')
        and coalesce(previous_status_group, 'new') not in ('solved', 'closed') as is_solve,
        status_group in ('new', 'open', 'pending', 'on_hold', 'other')
        and previous_status_group in ('solved', 'closed') as is_reopen
    from followed
)

select * from final
