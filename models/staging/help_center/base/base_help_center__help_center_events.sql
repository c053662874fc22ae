{{ config(materialized='table') }}

{{ typed_rows('help_center', 'help_center_events') }}
