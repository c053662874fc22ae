-- What: what the descriptions of the reports (all rooms of models/marts but core and kpis) promise of
--   their rows, and the keys of their parts.
-- Why it matters: a doubled key multiplies what is joined to it, a missing value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'agent_scorecard', 'agent_scorecard_kpis', 'ticket_volume_forecast', 'forecast_accuracy',
    'forecast_totals', 'data_trust', 'ticket_reconciliation', 'arrival_profile', 'peak_hours', 'staffing',
]) }}
union all
{{ broken_keys(ref('int_agent_score_components'), ['agent_id', 'month_start_date', 'kpi_id']) }}
union all
{{ broken_keys(ref('int_agent_scores'), ['agent_id', 'month_start_date']) }}
union all
{{ broken_keys(ref('int_forecast_series_days'), ['series_id', 'date_day']) }}
union all
{{ broken_keys(ref('int_forecast_levels'), ['series_id', 'origin_date', 'iso_weekday']) }}
union all
{{ broken_keys(ref('int_forecasts'), ['series_id', 'origin_date', 'forecast_date', 'method']) }}
union all
{{ broken_keys(ref('int_forecast_accuracy'), ['series_id', 'origin_date', 'method']) }}
union all
{{ broken_keys(ref('int_peak_days'), ['date_day']) }}
