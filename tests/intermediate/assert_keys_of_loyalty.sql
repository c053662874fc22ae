-- What: the keys of the tables in models/intermediate/loyalty.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_orders_counted'), ['order_id']) }}
union all
{{ broken_keys(ref('int_customer_repurchases'), ['start_id']) }}
union all
{{ broken_rows([
    'int_active_customers',
]) }}
