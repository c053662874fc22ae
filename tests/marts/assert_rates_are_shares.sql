-- What: a rate's numerator is at most its denominator, its value is their ratio, and its interval
--   holds it.
-- Why it matters: a rate above 100 % or outside its own interval is a wrong definition, not bad
--   service.
-- How to fix: the KPI's hit must be a part of its population; see its macro.
select *
from {{ ref('kpi_values') }}
where
    statistic = 'rate'
    and value is not null
    and (
        numerator > denominator
        or numerator < 0
        or abs(value - numerator / denominator) > 1e-6
        or ci_low > value + 1e-6
        or ci_high < value - 1e-6
    )
