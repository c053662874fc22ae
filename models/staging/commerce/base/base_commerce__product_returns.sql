{{ typed_rows('commerce', 'product_returns') }}
