-- What: the keys of the tables in models/intermediate/contacts.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_call_ticket_links'), ['call_id']) }}
union all
{{ broken_keys(ref('int_contacts_joined'), ['contact_id']) }}
union all
{{ broken_keys(ref('int_contact_neighbours'), ['contact_id']) }}
union all
{{ broken_keys(ref('int_contact_answers'), ['contact_id']) }}
union all
{{ broken_keys(ref('int_ticket_handovers'), ['ticket_id']) }}
