{{ config(materialized=incremental_or_table()) }}

{{ typed_rows('telephony', 'calls') }}
