select
    id as agent_id,
    name as display_name,
    default_group_id as team_id
from read_json('{export}/users.jsonl', columns = {
    id: 'VARCHAR', name: 'VARCHAR', role: 'VARCHAR', default_group_id: 'VARCHAR'
})
where role in ('agent', 'admin')
