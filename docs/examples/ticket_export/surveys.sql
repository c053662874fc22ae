-- The export does not say when the customer answered: the closing time stands for it.
select
    'rating-' || "ID" as survey_id,
    "ID" as ticket_id,
    'csat' as survey_type,
    strptime(coalesce("Closed Time", "Created Time"), '%m/%d/%Y %I:%M %p') as responded_at,
    case "Happiness Rating" when 'Good' then 3 when 'Okay' then 2 when 'Bad' then 1 end as score,
    1 as scale_min,
    3 as scale_max
from read_csv('{export}/tickets.csv', header = true, all_varchar = true)
where "Happiness Rating" is not null
