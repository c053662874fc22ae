{{ config(enabled=is_source_enabled('zammad_postgres')) }}

with states as (
    select * from {{ ref('zammad_postgres__states') }}
),

survivors as (
    select
        ticket_id,
        max(new_value) as merged_into_ticket_id
    from {{ ref('zammad_postgres__changes') }}
    where event_type = 'merge'
    group by ticket_id
),

final as (
    select
        'zammad' as source_system,
        tickets.id as ticket_id,
        {{ utc_text('tickets.created_at') }} as created_at,
        states.state_type as status,
        article_types.name as channel,
        case when senders.name = 'Agent' then 'outbound' end as direction,
        case when senders.name = 'Agent' then 'agent' else 'customer' end as created_by_type,
        tickets.customer_id,
        tickets.organization_id as organisation_id,
        tickets.title as subject,
        tickets.type as ticket_type,
        priorities.name as priority,
        tickets.group_id as team_id,
        -- User 1 is nobody.
        nullif(tickets.owner_id, '1') as assignee_id,
        survivors.merged_into_ticket_id,
        -- The first closing is `close_at`.
        case
            when states.state_type = 'closed'
                then {{ utc_text('coalesce(tickets.last_close_at, tickets.close_at)') }}
        end as solved_at,
        -- Minutes in the calendar of the service level, up to the first closing.
        {{ times_sixty(safe_integer('tickets.first_response_in_min')) }}
            as reported_first_reply_business_seconds,
        {{ times_sixty(safe_integer('tickets.close_in_min')) }}
            as reported_resolution_business_seconds,
        {{ safe_integer('tickets.close_diff_in_min') }} >= 0 as reported_sla_met,
        {{ utc_text('tickets.updated_at') }} as updated_at
    from {{ source_rows('zammad_postgres', 'tickets') }} as tickets
    left join states
        on tickets.state_id = states.id
    left join {{ source_rows('zammad_postgres', 'ticket_priorities') }} as priorities
        on tickets.priority_id = priorities.id
    left join {{ source_rows('zammad_postgres', 'ticket_article_types') }} as article_types
        on tickets.create_article_type_id = article_types.id
    left join {{ source_rows('zammad_postgres', 'ticket_article_senders') }} as senders
        on tickets.create_article_sender_id = senders.id
    left join survivors
        on tickets.id = survivors.ticket_id
)

select * from final
