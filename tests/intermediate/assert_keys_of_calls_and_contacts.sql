-- What: the keys of the tables in models/intermediate, rooms calls and contacts.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_calls_scoped'), ['call_id']) }}
union all
{{ broken_keys(ref('int_calls_judged'), ['call_id']) }}
union all
{{ broken_keys(ref('int_call_legs_by_agent'), ['call_id']) }}
union all
{{ broken_keys(ref('int_call_endings'), ['root_call_id']) }}
union all
{{ broken_keys(ref('int_call_ticket_links'), ['call_id']) }}
