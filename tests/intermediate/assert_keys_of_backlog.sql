-- What: the keys of the tables in models/intermediate/backlog.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_ticket_open_spans'), ['ticket_id', 'span_number']) }}
union all
{{ broken_rows([
    'int_backlog_attribute_spans',
]) }}
