-- What: the keys of the tables in the rooms of models/intermediate.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_source_coverage'), ['raw_table']) }}
union all
{{ broken_keys(ref('int_as_of'), ['as_of']) }}
union all
{{ broken_keys(ref('int_reporting_bounds'), ['as_of']) }}
union all
{{ broken_keys(ref('int_periods'), ['period_grain', 'period_start']) }}
union all
{{ broken_keys(ref('int_period_days'), ['period_grain', 'period_start', 'date_day']) }}
union all
{{ broken_keys(ref('int_business_schedules'), ['schedule_id']) }}
union all
{{ broken_keys(ref('int_business_segments'), ['schedule_id', 'started_at']) }}
union all
{{ broken_keys(ref('int_agents_current'), ['agent_id']) }}
union all
{{ broken_keys(ref('int_customers_merged'), ['customer_id']) }}
union all
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
{{ broken_keys(ref('int_sla_targets'), ['ticket_id', 'metric', 'target_number']) }}
union all
{{ broken_keys(ref('int_ticket_open_spans'), ['ticket_id', 'span_number']) }}
union all
{{ broken_keys(ref('int_ticket_automation'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_sla_verdicts'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_ticket_survival'), ['ticket_id']) }}
union all
{{ broken_keys(ref('int_calls_scoped'), ['call_id']) }}
union all
{{ broken_keys(ref('int_calls_judged'), ['call_id']) }}
union all
{{ broken_keys(ref('int_call_legs_by_agent'), ['call_id']) }}
union all
{{ broken_keys(ref('int_call_endings'), ['root_call_id']) }}
union all
{{ broken_keys(ref('int_call_ticket_links'), ['call_id']) }}
union all
{{ broken_keys(ref('int_survey_responses_scoped'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_survey_invitations'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_low_scores'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_help_center_events_scoped'), ['event_id']) }}
union all
{{ broken_keys(ref('int_help_center_actions'), ['event_id']) }}
union all
{{ broken_keys(ref('int_orders_counted'), ['order_id']) }}
union all
{{ broken_keys(ref('int_customer_repurchases'), ['start_id']) }}
union all
{{ broken_keys(ref('int_product_returns_scoped'), ['return_id']) }}
union all
{{ broken_keys(ref('int_shipped_products'), ['order_id', 'product_id'], is_null_allowed=true) }}
union all
{{ broken_keys(ref('int_support_work'), ['month', 'channel', 'team_id'], is_null_allowed=true) }}
union all
{{ broken_keys(ref('int_cost_shares'), ['period_grain', 'period_start'], is_null_allowed=true) }}
union all
{{ broken_rows([
    'int_agent_shift_days', 'int_ticket_attribute_spans', 'int_backlog_attribute_spans',
    'int_ticket_flows', 'int_ticket_first_waits',
]) }}
