-- What: every KPI of the catalogue stands in kpi_values overall, in every statistic that it
--   announces.
-- Why it matters: a KPI that is silently missing looks like one that nobody needs to watch.
-- How to fix: add it to a component model, or give its statistics in the catalogue as the model has
--   them.
with announced as (
    select * from {{ ref('int_kpi_statistics') }}
),

published as (
    select distinct
        kpi_id,
        statistic
    from {{ ref('int_kpi_results') }}
)

-- Announced but never computed shows only where the data holds something to compute it from; the
-- other direction always: what is computed must be announced.
select
    published.kpi_id,
    published.statistic
from published
left join announced
    on
        published.kpi_id = announced.kpi_id
        and published.statistic = announced.statistic
where announced.kpi_id is null
