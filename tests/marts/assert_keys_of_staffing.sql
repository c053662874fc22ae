-- What: the keys of the tables in models/marts/staffing/parts.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_peak_days'), ['date_day']) }}
union all
{{ broken_keys(
    ref('int_staffing_options'),
    ['iso_weekday', 'hour_of_day', 'agents'], is_null_allowed=true
) }}
