-- What the costs are spread over: requests, effort, contacts, by month, channel and team.
with tickets as (
    select * from {{ ref('int_tickets') }} where is_handled
),

calls as (
    select
        *,
        max(case when handled_date is not null then 1 else 0 end)
            over (partition by root_call_id) = 1 as has_known_effort,
        row_number() over (
            partition by root_call_id, is_answered_from_queue order by started_at, call_id
        ) as answered_leg_number
    from {{ ref('int_calls') }}
),

links as (
    select distinct call_id from {{ ref('int_call_ticket_links') }}
),

contacts as (
    select * from {{ ref('int_contacts') }}
),

work as (
    select
        solved_date as work_date,
        channel,
        solved_team_id as team_id,
        1 as requests,
        case when handled_by = 'human' then 1 else 0 end as human_requests,
        1 as resolutions,
        coalesce(work_seconds, 0) as handle_seconds,
        0 as contacts,
        0 as repeat_contacts
    from tickets
    union all
    -- A call that belongs to a ticket is effort, but no request of its own.
    select
        coalesce(calls.handled_date, {{ report_date('calls.answered_at') }}) as work_date,
        calls.channel,
        calls.team_id,
        case when links.call_id is null then 1 else 0 end as requests,
        case when links.call_id is null then 1 else 0 end as human_requests,
        -- What the last leg says: the first one passed the call on.
        case when links.call_id is null and endings.disposition = 'resolved' then 1 else 0 end
            as resolutions,
        coalesce(calls.handle_seconds, 0) as handle_seconds,
        0 as contacts,
        0 as repeat_contacts
    from calls
    left join links
        on calls.root_call_id = links.call_id
    left join {{ ref('int_call_endings') }} as endings
        on calls.root_call_id = endings.root_call_id
    where
        calls.handled_date is not null
        -- Answered, and nobody recorded how long they spoke: a request all the same.
        or (
            calls.is_answered_from_queue
            and calls.answered_leg_number = 1
            and not calls.has_known_effort
        )
    union all
    select
        contacted_date as work_date,
        channel,
        team_id,
        0 as requests,
        0 as human_requests,
        0 as resolutions,
        0 as handle_seconds,
        1 as contacts,
        case when is_repeat_contact then 1 else 0 end as repeat_contacts
    from contacts
),

final as (
    select
        cast(date_trunc('month', work_date) as date) as month,
        coalesce(channel, 'unknown') as channel,
        coalesce(team_id, 'unassigned') as team_id,
        sum(requests) as requests,
        sum(human_requests) as human_requests,
        sum(resolutions) as resolutions,
        sum(handle_seconds) as handle_seconds,
        sum(contacts) as contacts,
        sum(repeat_contacts) as repeat_contacts
    from work
    where work_date is not null
    group by 1, 2, 3
)

select * from final
