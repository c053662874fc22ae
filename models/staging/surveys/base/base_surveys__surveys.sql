{{ config(materialized='table') }}

{{ typed_rows('surveys', 'surveys') }}
