-- What: the keys of the tables in models/intermediate/self_service.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_help_center_events_scoped'), ['event_id']) }}
union all
{{ broken_keys(ref('int_help_center_actions'), ['event_id']) }}
