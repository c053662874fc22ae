-- Statuses, channels and priorities stay in the help desk's own words: the seeds in seeds/rules map them.
select
    id as ticket_id,
    created_at,
    updated_at,
    status,
    (via ->> 'channel') as channel,
    requester_id as customer_id,
    organization_id as organisation_id,
    subject,
    type as ticket_type,
    priority,
    group_id as team_id,
    assignee_id,
    -- Their first tag is the topic; a custom field would stand here as well.
    (tags ->> 0) as topic_id,
    array_to_string(cast(tags as varchar []), ',') as tags,
    status = 'deleted' as is_deleted
from read_json('{export}/tickets.jsonl', columns = {
    id: 'VARCHAR', created_at: 'VARCHAR', updated_at: 'VARCHAR', status: 'VARCHAR', via: 'JSON',
    requester_id: 'VARCHAR', organization_id: 'VARCHAR', subject: 'VARCHAR', type: 'VARCHAR',
    priority: 'VARCHAR', group_id: 'VARCHAR', assignee_id: 'VARCHAR', tags: 'JSON'
})
