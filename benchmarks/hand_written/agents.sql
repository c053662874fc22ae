create temp table agents as
select
    agent_id,
    is_yes(is_bot) as is_bot,
    is_yes(is_test) as is_test
from raw_agents
qualify row_number() over (
    partition by agent_id
    order by valid_from desc nulls last, valid_to desc nulls first
) = 1
