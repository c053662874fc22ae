with reported_values as (
    select * from {{ ref('int_reported_values') }}
),

-- The kind of moment at which the help desk saw a reply, or by whose messages it counts more.
seen_moments as (
    select
        reported_values.ticket_id,
        reported_values.metric,
        max(case when moments.kind = 'bot_or_automatic_reply' then 1 else 0 end) as is_bot,
        max(case when moments.kind = 'internal_note' then 1 else 0 end) as is_note,
        max(case when moments.kind = 'deleted_author' then 1 else 0 end) as is_deleted_author
    from reported_values
    inner join {{ ref('int_ticket_moments') }} as moments
        on
            reported_values.ticket_id = moments.ticket_id
            and (
                reported_values.metric = 'first_reply'
                and {{ is_reported_as(
                    'reported_values.reported_value', 'moments.seconds_after_creation'
                ) }}
                or reported_values.metric = 'replies'
                and reported_values.reported_value
                = coalesce(reported_values.our_value, 0) + moments.moment_count
            )
    group by reported_values.ticket_id, reported_values.metric
),

compared as (
    select
        reported_values.*,
        tickets.source_system,
        tickets.created_date,
        case
            when reported_values.reported_value = reported_values.our_value then 'equal'
            when abs(reported_values.reported_value - reported_values.our_value) < 1 then 'equal'
            {{ cause_when('truncated_to_minutes',
                "reported_values.metric not in ('reopens', 'replies', 'sla_met') and "
                ~ is_reported_as('reported_values.reported_value', 'reported_values.our_value')
            ) }}
            {{ cause_when('merged', 'tickets.is_merged_away') }}
            {{ cause_when('agent_opened', 'not tickets.is_inbound') }}
            {{ cause_when('bot_or_automatic_reply', 'seen_moments.is_bot = 1') }}
            {{ cause_when('internal_note', 'seen_moments.is_note = 1') }}
            {{ cause_when('deleted_author', 'seen_moments.is_deleted_author = 1') }}
            {{ cause_when('reopened', "tickets.reopen_count > 0 and ("
                ~ "reported_values.metric = 'sla_met' and reported_values.reported_value = 1 "
                ~ "or reported_values.metric = 'resolution' "
                ~ 'and (tickets.resolution_seconds is null or ' ~ is_reported_as(
                    'reported_values.reported_value', 'tickets.first_resolution_seconds'
                ) ~ '))') }}
            {{ cause_when('pending_paused', "reported_values.metric = 'resolution' and ("
                ~ 'status_times.agent_wait_seconds > 0 and ' ~ is_reported_as(
                    'reported_values.reported_value',
                    'reported_values.our_value - status_times.agent_wait_seconds'
                ) ~ ' or status_times.agent_wait_seconds + status_times.on_hold_seconds > 0 and '
                ~ is_reported_as(
                    'reported_values.reported_value', 'reported_values.our_value'
                    ~ ' - status_times.agent_wait_seconds - status_times.on_hold_seconds'
                ) ~ ')') }}
            {{ cause_when('not_counted', 'not tickets.is_in_scope') }}
        end as own_cause
    from reported_values
    inner join {{ ref('int_tickets') }} as tickets
        on reported_values.ticket_id = tickets.ticket_id
    left join {{ ref('int_ticket_status_times') }} as status_times
        on reported_values.ticket_id = status_times.ticket_id
    left join seen_moments
        on
            reported_values.ticket_id = seen_moments.ticket_id
            and reported_values.metric = seen_moments.metric
),

-- In business time the same causes hold; where calendar time agrees, the schedules differ.
final as (
    select
        compared.ticket_id,
        compared.source_system,
        compared.metric,
        compared.created_date,
        compared.our_value,
        compared.reported_value,
        compared.reported_value - compared.our_value as difference,
        case
            when compared.own_cause is not null then compared.own_cause
            {{ cause_when(
                'schedule', "calendar.own_cause in ('equal', 'truncated_to_minutes')"
            ) }}
            when calendar.own_cause not in ('equal', 'truncated_to_minutes')
                then calendar.own_cause
            else 'unexplained'
        end as cause
    from compared
    left join compared as calendar
        on
            compared.ticket_id = calendar.ticket_id
            and compared.metric = calendar.metric || '_business'
)

select * from final
