{{ typed_rows('surveys', 'survey_answers') }}
