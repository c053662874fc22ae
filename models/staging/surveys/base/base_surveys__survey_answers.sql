{{ config(materialized='table') }}

{{ typed_rows('surveys', 'survey_answers') }}
