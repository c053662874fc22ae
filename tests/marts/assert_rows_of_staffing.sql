-- What: what the descriptions of models/marts/staffing promise of their rows: keys, given and known values.
-- Why it matters: a doubled key multiplies what is joined to it, a missing or unknown value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'arrival_profile', 'peak_hours', 'staffing',
]) }}
union all
{{ broken_keys(ref('int_peak_days'), ['date_day']) }}
union all
{{ broken_keys(
    ref('int_staffing_options'),
    ['iso_weekday', 'hour_of_day', 'agents'], is_null_allowed=true
) }}
