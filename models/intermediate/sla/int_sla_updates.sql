{{ config(materialized='ephemeral') }}
-- From each message of an agent to the next one; a solve ends the promise of further news.
with turns as (
    select
        ticket_id,
        occurred_at,
        coalesce(event_sequence, 0) as turn_sequence,
        event_id,
        'agent' as turn,
        actor_id as agent_id
    from {{ ref('int_ticket_messages') }}
    where author_role = 'agent' and not is_not_after_creation
    union all
    select
        ticket_id,
        started_at as occurred_at,
        event_sequence as turn_sequence,
        cast(null as {{ type_text() }}) as event_id,
        'solve' as turn,
        cast(null as {{ type_text() }}) as agent_id
    from {{ ref('int_ticket_status_spans') }}
    where is_solve
),

followed as (
    select
        *,
        row_number() over spoken as turn_number,
        lead(turn) over spoken as next_turn,
        lead(occurred_at) over spoken as next_at,
        lead(agent_id) over spoken as next_agent_id
    from turns
    window spoken as (
        partition by ticket_id order by occurred_at, turn_sequence, turn, event_id nulls last
    )
),

final as (
    select
        'agent_message' as starts_with,
        'agent_message' as ends_with,
        ticket_id,
        turn_number as target_number,
        occurred_at as started_at,
        case when next_turn = 'agent' then next_at end as fulfilled_at,
        case when next_turn = 'solve' then next_at end as withdrawn_at,
        next_agent_id as fulfilled_by_agent_id
    from followed
    where turn = 'agent'
)

select * from final
