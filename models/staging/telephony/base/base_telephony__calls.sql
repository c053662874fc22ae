{{ config(materialized='incremental') }}

{{ typed_rows('telephony', 'calls') }}
