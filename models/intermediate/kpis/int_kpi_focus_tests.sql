-- Whether the newest finished period differs from the one before by more than chance, for the focus
-- KPIs alone: who tests a hundred numbers finds five.
with measured as (
    select * from {{ ref('int_kpi_measured') }}
    where slice_name = 'overall' and period_grain in ('week', 'month')
),

focus as (
    select * from {{ ref('focus_kpis') }}
),

catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

targets as (
    select
        kpi_id,
        period_grain,
        min(statistic) as statistic
    from {{ ref('kpi_targets') }}
    group by kpi_id, period_grain
),

periods as (
    select
        period_grain,
        max(period_start) as period_start
    from {{ ref('int_periods') }}
    where not is_unfinished and period_grain in ('week', 'month')
    group by period_grain
),

-- The statistic that is judged; a median has no test here, so the mean stands in for it.
tested as (
    select
        focus.kpi_id,
        focus.focus_rank,
        periods.period_grain,
        periods.period_start,
        {{ previous_period_start('periods.period_grain', 'periods.period_start') }}
            as previous_period_start,
        case
            when targets.statistic is not null then targets.statistic
            when '|' || catalogue.statistics || '|' like '%|mean|%' then 'mean'
            else catalogue.headline_statistic
        end as statistic
    from focus
    cross join periods
    inner join catalogue
        on focus.kpi_id = catalogue.kpi_id
    left join targets
        on focus.kpi_id = targets.kpi_id and periods.period_grain = targets.period_grain
),

compared as (
    select
        tested.*,
        {{ difference_z_score('now_measured', 'before_measured') }} as z_score
    from tested
    left join measured as now_measured
        on
            tested.kpi_id = now_measured.kpi_id
            and tested.statistic = now_measured.statistic
            and tested.period_grain = now_measured.period_grain
            and tested.period_start = now_measured.period_start
    left join measured as before_measured
        on
            tested.kpi_id = before_measured.kpi_id
            and tested.statistic = before_measured.statistic
            and tested.period_grain = before_measured.period_grain
            and tested.previous_period_start = before_measured.period_start
),

with_p_value as (
    select
        *,
        {{ published_number(two_sided_p_value('z_score')) }} as p_value
    from compared
),

ordered as (
    select
        *,
        row_number() over (partition by period_grain order by p_value nulls last, kpi_id)
        * {{ var('false_discovery_rate') }}
        / nullif(count(p_value) over (partition by period_grain), 0) as highest_p_value
    from with_p_value
),

final as (
    select
        *,
        p_value <= max(
            case when p_value <= highest_p_value then p_value end
        ) over (partition by period_grain) as is_below_limit
    from ordered
)

select * from final
