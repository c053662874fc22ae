-- What: the keys of the tables in models/intermediate, rooms clock, business_time and people.
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
union all
{{ broken_keys(ref('int_business_schedules'), ['schedule_id']) }}
union all
{{ broken_keys(ref('int_business_segments'), ['schedule_id', 'started_at']) }}
union all
{{ broken_keys(ref('int_agents_current'), ['agent_id']) }}
union all
{{ broken_keys(ref('int_customers_merged'), ['customer_id']) }}
union all
{{ broken_rows([
    'int_agent_shift_days',
]) }}
