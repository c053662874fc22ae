{{ config(materialized='by_file') }}

{{ typed_rows('telephony', 'calls') }}
