{{ config(materialized='ephemeral') }}
-- Who owes a solve since when, and from when to when a team has a ticket.
with tickets as (
    select * from {{ ref('int_tickets_scoped') }} where not is_spam and not is_test_data
),

solves as (
    select
        'creation' as starts_with,
        'solve' as ends_with,
        tickets.ticket_id,
        1 as target_number,
        tickets.created_at as started_at,
        cast(null as {{ type_timestamp() }}) as fulfilled_at,
        cast(null as {{ type_timestamp() }}) as withdrawn_at,
        cast(null as {{ type_text() }}) as fulfilled_by_agent_id
    from tickets
),

stations as (
    select
        ticket_id,
        change_number,
        attribute_value as team_id,
        valid_from,
        valid_to
    from {{ ref('int_ticket_attribute_spans') }}
    where attribute = 'team' and (valid_to is null or valid_to > valid_from)
),

-- A ticket that never changed its team has been with one team from the beginning.
team_stations as (
    select
        'team_assignment' as starts_with,
        'team_change' as ends_with,
        tickets.ticket_id,
        coalesce(stations.change_number, 0) + 1 as target_number,
        coalesce(stations.valid_from, tickets.created_at) as started_at,
        stations.valid_to as fulfilled_at,
        cast(null as {{ type_timestamp() }}) as withdrawn_at,
        cast(null as {{ type_text() }}) as fulfilled_by_agent_id
    from tickets
    left join stations
        on tickets.ticket_id = stations.ticket_id
    where
        case when stations.ticket_id is null then tickets.team_id else stations.team_id end
        is not null
),

final as (
    select * from solves
    union all
    select * from team_stations
)

select * from final
