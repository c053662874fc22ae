{{ typed_rows('workforce', 'teams') }}
