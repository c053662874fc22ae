-- What is said and done on a merged ticket after the merge belongs to the ticket that survived:
-- what was written, what was worked, and its status once it was reopened.
with events as (
    select * from {{ ref('stg_helpdesk__ticket_events') }}
),

merged_tickets as (
    select merged_tickets.*
    from {{ ref('int_ticket_merges') }} as merged_tickets
    inner join {{ ref('stg_helpdesk__tickets') }} as survivors
        on merged_tickets.survivor_id = survivors.ticket_id
    cross join {{ ref('int_as_of') }} as as_of
    where merged_tickets.merged_at <= as_of.as_of
),

after_merge as (
    select
        events.*,
        merged_tickets.survivor_id,
        min(
            case
                when
                    events.event_type = 'status_change'
                    and {{ is_solved_status('events.old_status_group') }}
                    and {{ is_open_status('events.new_status_group') }}
                    then events.occurred_at
            end
        ) over (partition by events.ticket_id) as reopened_at
    from events
    inner join merged_tickets
        on
            events.ticket_id = merged_tickets.ticket_id
            and events.occurred_at > merged_tickets.merged_at
),

moved as (
    select
        event_id,
        survivor_id
    from after_merge
    where
        event_type in (
            'public_message', 'internal_note', 'bot_handoff', 'auto_reply', 'knowledge_link',
            'work_log'
        )
        or (event_type = 'status_change' and occurred_at >= reopened_at)
),

owned as (
    select
        events.*,
        moved.survivor_id,
        survivors.survivor_id is not null as has_foreign_events
    from events
    left join moved
        on events.event_id = moved.event_id
    left join (select distinct survivor_id from moved) as survivors
        on coalesce(moved.survivor_id, events.ticket_id) = survivors.survivor_id
),

-- Numbers of two tickets say nothing about the order of their events.
numbered as (
    select
        event_id,
        row_number() over (
            partition by coalesce(survivor_id, ticket_id)
            order by occurred_at, event_sequence nulls last, event_id
        ) as event_sequence
    from owned
    where has_foreign_events
),

final as (
    select
        owned.event_id,
        coalesce(owned.survivor_id, owned.ticket_id) as ticket_id,
        owned.ticket_id as original_ticket_id,
        owned.occurred_at,
        owned.event_type,
        owned.actor_type,
        owned.actor_id,
        owned.article_id,
        owned.old_value,
        owned.new_value,
        owned.old_status_group,
        owned.new_status_group,
        case when owned.has_foreign_events then numbered.event_sequence else owned.event_sequence
        end as event_sequence,
        owned.work_seconds,
        owned.is_public,
        owned.is_automated,
        owned.source_system
    from owned
    left join numbered
        on owned.event_id = numbered.event_id
)

select * from final
