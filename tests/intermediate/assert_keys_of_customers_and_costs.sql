-- What: the keys of the tables in models/intermediate, rooms surveys, self_service, loyalty,
--   products and costs.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_survey_responses_scoped'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_survey_invitations'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_low_scores'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_servqual_respondents'), ['survey_id']) }}
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
{{ broken_keys(ref('int_costs_converted'), ['cost_id']) }}
union all
{{ broken_keys(ref('int_support_work'), ['month', 'channel', 'team_id'], is_null_allowed=true) }}
union all
{{ broken_keys(
    ref('int_costs_allocated'),
    ['cost_id', 'channel', 'team_id'], is_null_allowed=true
) }}
union all
{{ broken_keys(ref('int_cost_months'), ['month']) }}
union all
{{ broken_keys(ref('int_cost_shares'), ['period_grain', 'period_start'], is_null_allowed=true) }}
