{{ config(materialized='table') }}

{{ typed_rows('telephony', 'calls') }}
