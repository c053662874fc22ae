-- What: what the descriptions of the seeds promise of their rows: keys, given and known values.
-- Why it matters: a doubled key multiplies what is joined to it, a missing value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'kpi_catalogue', 'kpi_benchmarks', 'agent_score_weights', 'duration_buckets', 'kpi_targets',
    'focus_kpis', 'deadline_defaults', 'ticket_status_groups', 'channel_groups', 'priority_groups',
    'sla_metrics', 'sla_metric_groups', 'call_outcome_groups', 'channel_sessions', 'survey_scales',
    'score_words', 'currency_rates', 'time_zone_names', 'staffing_groups', 'interventions',
    'reason_groups', 'statistics',
]) }}
union all
-- What is never published is never met and never missed.
select
    'kpi_targets: the KPI does not have that statistic' as broken_rule,
    targets.kpi_id || ' ' || targets.statistic || ' ' || targets.period_grain as broken_key,
    targets.statistic as broken_value
from {{ ref('kpi_targets') }} as targets
left join {{ ref('kpi_statistics') }} as published
    on
        targets.kpi_id = published.kpi_id
        and targets.statistic = published.statistic
where published.kpi_id is null
union all
select
    'reason_groups: one reason with several parents' as broken_rule,
    reason as broken_key,
    min(parent) || ', ' || max(parent) as broken_value
from {{ ref('reason_groups') }}
group by reason
having min(parent) != max(parent)
