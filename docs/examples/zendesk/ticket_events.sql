-- An audit is one update of a ticket; each of its events becomes one event of the contract.
with audits as (
    select
        id as audit_id,
        ticket_id,
        created_at,
        author_id,
        (via ->> 'channel') as channel,
        unnest(cast(events as json [])) as event
    from read_json('{export}/ticket_audits.jsonl', columns = {
        id: 'VARCHAR', ticket_id: 'VARCHAR', created_at: 'VARCHAR', author_id: 'VARCHAR',
        via: 'JSON', events: 'JSON'
    })
),

users as (
    select
        id as user_id,
        role
    from read_json('{export}/users.jsonl', columns = {id: 'VARCHAR', role: 'VARCHAR'})
),

events as (
    select
        audits.*,
        (event ->> 'type') as kind,
        (event ->> 'field_name') as field_name,
        coalesce((event ->> 'author_id'), author_id) as actor_id
    from audits
)

select
    (event ->> 'id') as event_id,
    ticket_id,
    created_at as occurred_at,
    case
        when kind = 'Comment' and (event ->> 'public') = 'true' then 'public_message'
        when kind = 'Comment' then 'internal_note'
        when kind = 'Create' then 'created'
        when field_name = 'status' then 'status_change'
        when field_name = 'assignee_id' then 'assignment'
        when field_name = 'group_id' then 'team_change'
        when field_name = 'priority' then 'priority_change'
        else 'other'
    end as event_type,
    (event ->> 'id') as sequence,
    -- A trigger or an automation writes in the name of the system, which no user is.
    case
        when users.role is null then 'system'
        when users.role = 'end-user' then 'customer'
        else 'agent'
    end as actor_type,
    actor_id,
    (event ->> 'public') as is_public,
    channel = 'rule' as is_automated,
    (event ->> 'previous_value') as old_value,
    (event ->> 'value') as new_value
from events
left join users
    on actor_id = users.user_id
-- A new ticket has a Create event per field; the one of its status stands for the creation.
where kind in ('Comment', 'Change') or (kind = 'Create' and field_name = 'status')
