-- What: the keys of the tables in models/intermediate, rooms tickets, sla, backlog and journeys.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_tickets_scoped'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_messages'), ['event_id']) }}
union all
{{ broken_keys(ref('int_ticket_status_spans'), ['ticket_id', 'span_number']) }}
union all
{{ broken_keys(ref('int_ticket_resolutions'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_assignees_at_solve'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_first_responses'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_waits'), ['ticket_id', 'wait_number']) }}
union all
{{ broken_keys(ref('int_ticket_stand_ins'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_sla_targets_started'), ['ticket_id', 'metric', 'target_number']) }}
union all
{{ broken_keys(
    ref('int_sla_pieces_agreed'),
    ['ticket_id', 'metric', 'target_number', 'valid_from']
) }}
union all
{{ broken_keys(ref('int_sla_deadlines'), ['ticket_id', 'metric', 'target_number']) }}
union all
{{ broken_keys(ref('int_ticket_open_spans'), ['ticket_id', 'span_number']) }}
union all
{{ broken_keys(ref('int_ticket_automation'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_sla_verdicts'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_survival'), ['ticket_id']) }}
union all
{{ broken_rows([
    'int_ticket_attribute_spans', 'int_backlog_attribute_spans', 'int_ticket_flows',
    'int_ticket_first_waits',
]) }}
