-- What: the keys of the tables in models/intermediate/people.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_agents_current'), ['agent_id']) }}
union all
{{ broken_keys(ref('int_customers_merged'), ['customer_id']) }}
union all
{{ broken_rows([
    'int_agent_shift_days',
]) }}
