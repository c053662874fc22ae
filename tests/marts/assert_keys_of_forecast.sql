-- What: the keys of the tables in models/marts/forecast/parts.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_forecast_series_days'), ['series_id', 'date_day']) }}
union all
{{ broken_keys(ref('int_forecast_levels'), ['series_id', 'origin_date', 'iso_weekday']) }}
union all
{{ broken_keys(ref('int_forecast_holiday_factors'), ['contact_kind', 'origin_date']) }}
union all
{{ broken_keys(ref('int_forecasts'), ['series_id', 'origin_date', 'forecast_date', 'method']) }}
union all
{{ broken_keys(ref('int_forecast_accuracy'), ['series_id', 'origin_date', 'method']) }}
