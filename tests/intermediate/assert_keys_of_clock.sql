-- What: the keys of the tables in models/intermediate/clock.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_source_coverage'), ['raw_table']) }}
union all
{{ broken_keys(ref('int_as_of'), ['as_of']) }}
union all
{{ broken_keys(ref('int_reporting_bounds'), ['as_of']) }}
union all
{{ broken_keys(ref('int_periods'), ['period_grain', 'period_start']) }}
union all
{{ broken_keys(ref('int_period_days'), ['period_grain', 'period_start', 'date_day']) }}
