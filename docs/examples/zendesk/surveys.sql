-- Good and bad are a scale of two steps; "offered" is an invitation without an answer.
select
    id as survey_id,
    'csat' as survey_type,
    ticket_id,
    requester_id as customer_id,
    assignee_id as agent_id,
    created_at as sent_at,
    case when score in ('good', 'bad') then updated_at end as responded_at,
    case score when 'good' then 1 when 'bad' then 0 end as score,
    0 as scale_min,
    1 as scale_max,
    updated_at
from read_json('{export}/satisfaction_ratings.jsonl', columns = {
    id: 'VARCHAR', ticket_id: 'VARCHAR', requester_id: 'VARCHAR', assignee_id: 'VARCHAR',
    created_at: 'VARCHAR', updated_at: 'VARCHAR', score: 'VARCHAR'
})
