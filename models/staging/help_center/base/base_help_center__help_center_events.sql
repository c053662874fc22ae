{{ config(materialized='incremental') }}

{{ typed_rows('help_center', 'help_center_events') }}
