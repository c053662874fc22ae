{{ typed_rows('commerce', 'customers') }}
