{# KPI, the slice whose values are parts of a whole, the largest difference that rounding makes. #}
{%- set wholes = [
    ('tickets_handled', 'agent', 0),
    ('ticket_volume', 'agent', 0),
    ('contact_volume', 'agent', 0),
    ('ticket_volume', 'channel', 0),
    ('ticket_volume_by_channel', 'channel', 0.00001),
    ('support_page_views', 'topic', 0),
    ('support_page_views', 'article', 0),
] -%}
-- What: work by agent (unassigned included), volume and shares by channel and page views by topic
--   and article sum to the whole in every period.
-- Why it matters: slices are read as parts of one whole; work that is credited to nobody, or twice,
--   makes comparisons of people unfair.
-- How to fix: broken_rule names KPI and slice; look for a join that doubles rows, or for rows
--   without a value that do not stand under `unknown`, `other` or `unassigned`.
with kpi_values as (
    select * from {{ ref('kpi_values') }}
),

summed as (
    {%- for kpi_id, slice_name, tolerance in wholes %}
    {{ 'union all' if not loop.first }}
    select
        '{{ kpi_id }} by {{ slice_name }} must sum to the whole' as broken_rule,
        '{{ slice_name }}' as slice_name,
        period_grain,
        period_start,
        {{ tolerance }} as tolerance,
        sum(case when slice_name = 'overall' then value end) as total,
        sum(case when slice_name = '{{ slice_name }}' then value end) as parts
    from kpi_values
    where
        kpi_id = '{{ kpi_id }}'
    group by period_grain, period_start
    {%- endfor %}
),

-- Not every slice is published by day or week, or not all its values, and none must be published at
-- all.
published as (
    select
        *,
        count(parts) over (partition by broken_rule, period_grain) as periods_with_parts
    from summed
    where
        period_grain not in ('day', 'week', 'rolling_28d')
        or slice_name not in (select slice_name from {{ ref('int_small_slice_values') }})
)

select *
from published
where periods_with_parts > 0 and abs(total - coalesce(parts, 0)) > tolerance
