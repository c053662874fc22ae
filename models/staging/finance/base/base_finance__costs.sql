{{ config(materialized='table') }}

{{ typed_rows('finance', 'costs') }}
