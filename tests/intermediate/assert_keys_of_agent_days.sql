-- What: the keys of the tables in models/intermediate/agent_days.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_agent_contacts'), ['agent_id', 'served_date', 'contact_id']) }}
