-- What: what the descriptions of models/marts/kpis promise of their rows: keys, given and known values.
-- Why it matters: a doubled key multiplies what is joined to it, a missing value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'backlog_by_age', 'cost_summary', 'customer_contacts', 'kpi_balance', 'kpi_drilldown',
    'kpi_explanations', 'kpi_focus', 'kpi_months', 'kpi_restatements', 'kpi_review', 'kpi_signals', 'kpi_trends',
    'kpi_values', 'kpi_scorecard', 'dim_kpis', 'backlog_daily', 'response_time_distribution',
    'sla_performance', 'topic_pareto', 'kpi_targets_in_force', 'intervention_effects',
    'score_drivers', 'qa_by_category',
]) }}
union all
{{ broken_keys(
    ref('kpi_balance_points'),
    ['kpi_id', 'period_start', 'slice_name', 'slice_value']
) }}
union all
{{ broken_keys(
    ref('kpi_results'),
    ['kpi_id', 'statistic', 'period_grain', 'period_start', 'slice_name', 'slice_value']
) }}
union all
{{ broken_keys(ref('int_servqual_respondents'), ['survey_id']) }}
union all
{{ broken_keys(ref('kpi_availability'), ['kpi_id']) }}
union all
{{ broken_keys(ref('kpi_series'), ['series_id']) }}
union all
{{ broken_keys(ref('kpi_measured'), ['series_id', 'period_start']) }}
