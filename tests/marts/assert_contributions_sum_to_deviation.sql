-- Where the values of a slice are the rows of the whole, their contributions are its deviation.
-- Why it matters: a drill-down that does not add up blames the wrong team.
-- How to fix: look whether a slice value is missing from kpi_values, or numerators are rounded.
select
    kpi_id,
    statistic,
    slice_name,
    max(deviation) as deviation,
    sum(contribution) as contributions,
    sum(contribution_against_overall) as contributions_against_overall
from {{ ref('kpi_drilldown') }}
where is_partition and deviation is not null
group by kpi_id, statistic, slice_name
-- Each number is published to the sixth decimal, so each row may be wrong by half of a millionth;
-- of enormous numbers the last digits are lost.
having
    abs(sum(contribution) - max(deviation))
    > 0.000001 * (count(*) + 2) + 1e-9 * sum(abs(contribution))
    or abs(sum(contribution_against_overall))
    > 0.000001 * (count(*) + 2) + 1e-9 * sum(abs(contribution_against_overall))
