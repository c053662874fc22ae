-- Where the values of a slice are the rows of the whole, their contributions are its deviation.
-- Why it matters: a drill-down that does not add up blames the wrong team.
-- How to fix: look whether a slice value is missing from kpi_values, or numerators are rounded.
with summed as (
    select
        kpi_id,
        statistic,
        period_start,
        slice_name,
        max(deviation) as deviation,
        sum(contribution) as contributions,
        sum(contribution_against_overall) as contributions_against_overall,
        max(abs(overall_value)) + max(abs(reference_value)) as references_together,
        sum(abs(contribution)) as contributions_together,
        sum(abs(contribution_against_overall)) as against_overall_together,
        count(*) as slice_values
    from {{ ref('kpi_drilldown') }}
    where is_partition and deviation is not null
    group by kpi_id, statistic, period_start, slice_name
),

-- Each number is published to the sixth decimal, so each row may be wrong by half of a millionth,
-- and the parts of a whole by a millionth of it; of enormous numbers the last digits are lost.
bounded as (
    select
        summed.*,
        0.000001 * (
            summed.slice_values + 2 + summed.references_together
            + greatest(abs(overall.numerator), 1) / overall.denominator
        ) as rounding
    from summed
    inner join {{ ref('kpi_values') }} as overall
        on
            summed.kpi_id = overall.kpi_id
            and summed.statistic = overall.statistic
            and summed.period_start = overall.period_start
            and overall.period_grain = 'month'
            and overall.slice_name = 'overall'
)

select *
from bounded
where
    abs(contributions - deviation) > rounding + 1e-9 * contributions_together
    or abs(contributions_against_overall) > rounding + 1e-9 * against_overall_together
