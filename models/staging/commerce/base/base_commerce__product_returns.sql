{{ config(materialized='table') }}

{{ typed_rows('commerce', 'product_returns') }}
