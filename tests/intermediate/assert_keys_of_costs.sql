-- What: the keys of the tables in models/intermediate/costs.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_currency_rates'), ['currency', 'valid_from'], is_null_allowed=true) }}
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
