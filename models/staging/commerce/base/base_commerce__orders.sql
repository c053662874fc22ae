{{ typed_rows('commerce', 'orders') }}
