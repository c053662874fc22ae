-- What: a value is there exactly when its status says so, and a status colour only where it may be
--   judged.
-- Why it matters: 0 for unknown, or a red light on an unfinished month, sends people after ghosts.
-- How to fix: see kpi_value_status and kpi_target_status.
select *
from {{ ref('kpi_values') }}
where
    (value is null) is distinct from (value_status in ('no_source', 'no_rule', 'no_data'))
    or (is_provisional and target_status in ('green', 'amber', 'red'))
    or (value_status = 'low_n' and target_status in ('green', 'amber', 'red'))
