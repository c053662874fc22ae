with told as (
    select
        tickets.ticket_id,
        tickets.created_at,
        tickets.is_in_scope,
        tickets.is_inbound,
        tickets.is_phone_originated,
        tickets.assignee_id,
        messages.is_opened_by_desk,
        messages.asked_at,
        messages.first_agent_message_at,
        messages.first_author_id,
        messages.has_broken_reply,
        messages.author_unknown_at,
        case
            when tickets.first_responded_at > as_of.as_of then null
            when messages.is_opened_by_desk and tickets.first_responded_at < messages.asked_at
                then null
            else tickets.first_responded_at
        end as told_reply_at
    from {{ ref('int_tickets_scoped') }} as tickets
    cross join {{ ref('int_as_of') }} as as_of
    inner join {{ ref('int_ticket_first_messages') }} as messages
        on tickets.ticket_id = messages.ticket_id
),

answered as (
    select
        told.*,
        told.has_broken_reply
        or (
            told.first_agent_message_at is null
            and coalesce(told.told_reply_at <= told.created_at, false)
        ) as has_reply_before_creation,
        case
            when told.author_unknown_at is null
                then coalesce(told.first_agent_message_at, told.told_reply_at)
        end as first_reply_at,
        case
            when told.author_unknown_at is not null then null
            when told.first_agent_message_at is not null then told.first_author_id
            when told.told_reply_at is not null then told.assignee_id
        end as first_reply_agent_id,
        touches.first_touch_at,
        touches.bot_handoff_at,
        coalesce(touches.has_bot_message, false) as has_bot_message,
        coalesce(touches.agent_reply_count, 0) as agent_reply_count
    from told
    left join {{ ref('int_ticket_touches') }} as touches
        on told.ticket_id = touches.ticket_id
),

-- Solved by a bot and reopened to people: people's clock starts at the last reopening before they
-- answer; where that was not delivered, nobody knows when.
reopened_to_people as (
    select
        answered.ticket_id,
        max(
            case
                when reopenings.started_at <= answered.first_reply_at then reopenings.started_at
            end
        ) as reopened_at
    from answered
    inner join {{ ref('int_ticket_status_spans') }} as bot_solves
        on answered.ticket_id = bot_solves.ticket_id
    inner join {{ ref('int_ticket_status_spans') }} as reopenings
        on answered.ticket_id = reopenings.ticket_id
    where
        bot_solves.is_solve and bot_solves.is_by_bot
        and reopenings.is_reopen
        and reopenings.started_at > bot_solves.started_at
        and (
            reopenings.started_at <= answered.first_reply_at
            or (not reopenings.is_from_event and bot_solves.started_at < answered.first_reply_at)
        )
    group by answered.ticket_id
),

final as (
    select
        answered.*,
        case
            when reopened_to_people.ticket_id is not null then reopened_to_people.reopened_at
            else answered.asked_at
        end as response_clock_started_at,
        case
            when reopened_to_people.ticket_id is not null then reopened_to_people.reopened_at
            when answered.has_bot_message and answered.bot_handoff_at <= answered.first_reply_at
                then greatest(answered.bot_handoff_at, answered.asked_at)
            else answered.asked_at
        end as team_clock_started_at,
        answered.is_in_scope and answered.is_inbound and not answered.is_phone_originated
        and not answered.has_reply_before_creation and answered.asked_at is not null
        and answered.first_reply_at is not null as is_first_response_counted
    from answered
    left join reopened_to_people
        on answered.ticket_id = reopened_to_people.ticket_id
)

select * from final
