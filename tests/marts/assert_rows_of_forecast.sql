-- What: what the descriptions of models/marts/forecast promise of their rows: keys, given and known values.
-- Why it matters: a doubled key multiplies what is joined to it, a missing or unknown value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'ticket_volume_forecast', 'forecast_accuracy',
]) }}
union all
{{ broken_keys(ref('int_forecast_series_days'), ['series_id', 'date_day']) }}
union all
{{ broken_keys(ref('int_forecast_levels'), ['series_id', 'origin_date', 'iso_weekday']) }}
union all
{{ broken_keys(ref('int_forecasts'), ['series_id', 'origin_date', 'forecast_date', 'method']) }}
union all
{{ broken_keys(ref('int_forecast_accuracy'), ['series_id', 'origin_date', 'method']) }}
