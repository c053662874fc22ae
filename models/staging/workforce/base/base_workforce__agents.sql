{{ typed_rows('workforce', 'agents') }}
