{{ typed_rows('workforce', 'quality_reviews') }}
