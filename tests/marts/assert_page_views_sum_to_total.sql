-- What: the page views of the topics, and of the articles, sum to the total in every period.
-- Why it matters: the slices are read as parts of one whole.
-- How to fix: a page view without a topic or an article must stand under `unknown`.
with kpi_values as (
    select * from {{ ref('kpi_values') }}
    where kpi_id = 'support_page_views' and period_grain in ('week', 'month', 'quarter')
),

totals as (
    select * from kpi_values where slice_name = 'overall' and value > 0
),

slices as (
    select
        slice_name,
        period_grain,
        period_start,
        sum(value) as views
    from kpi_values
    where slice_name != 'overall'
    group by 1, 2, 3
)

select
    totals.period_grain,
    totals.period_start,
    slices.slice_name,
    totals.value,
    slices.views
from totals
inner join slices
    on totals.period_grain = slices.period_grain and totals.period_start = slices.period_start
where slices.views is distinct from totals.value
