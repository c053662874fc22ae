with tickets as (
    select * from {{ ref('int_tickets_scoped') }}
),

agent_messages as (
    select
        *,
        row_number() over (
            partition by ticket_id order by occurred_at, event_sequence nulls last, event_id
        ) as message_number,
        -- A reply with a broken clock was hardly the first.
        first_value(actor_id) over (
            partition by ticket_id
            order by
                case when is_not_after_creation then 1 else 0 end,
                occurred_at, event_sequence nulls last, event_id
        ) as first_author_id,
        max(case when is_not_after_creation then 1 else 0 end) over (partition by ticket_id)
            as has_reply_before_creation
    from {{ ref('int_ticket_messages') }}
    where author_role = 'agent'
),

answered as (
    select
        tickets.ticket_id,
        tickets.created_at,
        tickets.is_in_scope,
        tickets.is_inbound,
        tickets.is_phone_originated,
        coalesce(first_agent_messages.has_reply_before_creation, 0) = 1
        or (
            first_agent_messages.ticket_id is null
            and coalesce(tickets.first_responded_at <= tickets.created_at, false)
        ) as has_reply_before_creation,
        case
            when first_agent_messages.ticket_id is not null then first_agent_messages.occurred_at
            when tickets.first_responded_at <= as_of.as_of then tickets.first_responded_at
        end as first_reply_at,
        case
            when first_agent_messages.ticket_id is not null
                then first_agent_messages.first_author_id
            when tickets.first_responded_at <= as_of.as_of then tickets.assignee_id
        end as first_reply_agent_id,
        touches.first_touch_at,
        touches.bot_handoff_at,
        coalesce(touches.has_bot_message, false) as has_bot_message,
        coalesce(touches.agent_reply_count, 0) as agent_reply_count
    from tickets
    cross join {{ ref('int_as_of') }} as as_of
    left join agent_messages as first_agent_messages
        on
            tickets.ticket_id = first_agent_messages.ticket_id
            and first_agent_messages.message_number = 1
    left join {{ ref('int_ticket_touches') }} as touches
        on tickets.ticket_id = touches.ticket_id
),

-- Solved by a bot and reopened to people: people's clock starts at the last reopening before they
-- answer.
reopened_to_people as (
    select
        answered.ticket_id,
        max(status_spans.started_at) as reopened_at
    from answered
    inner join {{ ref('int_ticket_resolutions') }} as resolutions
        on answered.ticket_id = resolutions.ticket_id
    inner join {{ ref('int_ticket_status_spans') }} as status_spans
        on answered.ticket_id = status_spans.ticket_id
    where
        status_spans.is_reopen
        and resolutions.first_bot_solved_at < status_spans.started_at
        and status_spans.started_at <= answered.first_reply_at
        and answered.first_reply_at > resolutions.first_bot_solved_at
    group by answered.ticket_id
),

final as (
    select
        answered.*,
        coalesce(reopened_to_people.reopened_at, answered.created_at) as response_clock_started_at,
        coalesce(
            reopened_to_people.reopened_at,
            case
                when answered.has_bot_message and answered.bot_handoff_at <= answered.first_reply_at
                    then answered.bot_handoff_at
            end,
            answered.created_at
        ) as team_clock_started_at,
        answered.is_in_scope
        and answered.is_inbound
        and not answered.is_phone_originated
        and not answered.has_reply_before_creation
        and answered.first_reply_at is not null as is_first_response_counted
    from answered
    left join reopened_to_people
        on answered.ticket_id = reopened_to_people.ticket_id
)

select * from final
