{{ config(materialized='by_file') }}

{{ typed_rows('help_center', 'help_center_events') }}
