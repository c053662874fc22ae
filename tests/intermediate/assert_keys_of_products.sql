-- What: the keys of the tables in models/intermediate/products.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_product_returns_scoped'), ['return_id']) }}
union all
{{ broken_keys(ref('int_shipped_products'), ['order_id', 'product_id'], is_null_allowed=true) }}
