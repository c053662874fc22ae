-- What: the keys of the tables in models/intermediate/contacts.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_call_ticket_links'), ['call_id']) }}
union all
{{ broken_keys(ref('int_contacts_joined'), ['contact_id']) }}
