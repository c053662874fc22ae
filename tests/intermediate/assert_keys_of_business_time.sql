-- What: the keys of the tables in models/intermediate/business_time.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_business_clock_bounds'), ['first_date']) }}
union all
{{ broken_keys(ref('int_business_schedules'), ['schedule_id']) }}
union all
{{ broken_keys(ref('int_business_segments'), ['schedule_id', 'started_at']) }}
union all
{{ broken_keys(
    ref('int_business_clock_buckets'),
    ['schedule_id', 'clock_bucket', 'open_seconds_before']
) }}
