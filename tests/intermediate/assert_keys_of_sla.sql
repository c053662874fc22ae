-- What: the keys of the tables in models/intermediate/sla.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_sla_targets_started'), ['ticket_id', 'metric', 'target_number']) }}
union all
{{ broken_keys(
    ref('int_sla_pieces_agreed'),
    ['ticket_id', 'metric', 'target_number', 'valid_from']
) }}
union all
{{ broken_keys(ref('int_sla_outcomes'), ['ticket_id', 'metric', 'target_number']) }}
union all
{{ broken_keys(ref('int_sla_deadlines'), ['ticket_id', 'metric', 'target_number']) }}
union all
{{ broken_keys(ref('int_ticket_sla'), ['ticket_id']) }}
union all
{{ broken_rows([
    'int_sla_policy_versions',
]) }}
