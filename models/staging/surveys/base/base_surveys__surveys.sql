{{ typed_rows('surveys', 'surveys') }}
