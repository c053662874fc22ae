{{ config(materialized=face_materialization()) }}

select * from {{ ref('int_survey_responses') }}
