-- What: what the descriptions of models/intermediate/customers promise of their rows: keys, given and known values.
-- Why it matters: a doubled key multiplies what is joined to it, a missing or unknown value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'int_active_customers',
]) }}
