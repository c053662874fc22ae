-- What: the keys of the tables in models/intermediate/journeys.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_ticket_automation'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_sla_verdicts'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_survival'), ['ticket_id']) }}
union all
{{ broken_rows([
    'int_ticket_flows', 'int_ticket_first_waits',
]) }}
