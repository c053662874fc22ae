{{ config(materialized='table') }}

{{ typed_rows('commerce', 'orders') }}
