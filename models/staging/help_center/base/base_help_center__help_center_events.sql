{{ config(materialized=incremental_or_table()) }}

{{ typed_rows('help_center', 'help_center_events') }}
