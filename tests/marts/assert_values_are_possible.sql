-- What: a value is there exactly when its status says so, and a status colour only where it may be
--   judged; a rate's numerator is at most its denominator, its value is their ratio, and the
--   interval of a rate or mean holds it.
-- Why it matters: 0 for unknown, or a red light on an unfinished month, misleads people; a
--   rate above 100 % or outside its own interval is a wrong definition, not bad service.
-- How to fix: see kpi_value_status and kpi_target_status; a rate's hit must be a part of its
--   population, see its definition.
with ruled as (
    select
        case
            when case when value is null then 1 else 0 end
                != case when value_status in ('no_source', 'no_rule', 'no_data') then 1 else 0 end
                then 'a value is there exactly when its status says so'
            when
                (is_provisional or value_status = 'low_n')
                and target_status in ('green', 'amber', 'red', 'open')
                then 'a provisional or thin value has no colour'
            when
                statistic = 'rate'
                and (numerator > denominator or numerator < 0)
                then 'a rate counts a part of its population'
            when statistic = 'rate' and abs(value - numerator / nullif(denominator, 0)) > 1e-6
                then 'a rate is the ratio of its counts'
            when
                statistic in ('rate', 'mean')
                and (ci_low > value + 1e-6 or ci_high < value - 1e-6)
                then 'an interval holds its value'
        end as broken_rule,
        *
    from {{ ref('kpi_values') }}
)

select *
from ruled
where broken_rule is not null
