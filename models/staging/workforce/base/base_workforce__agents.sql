{{ config(materialized='table') }}

{{ typed_rows('workforce', 'agents') }}
