{{ typed_rows('finance', 'costs') }}
