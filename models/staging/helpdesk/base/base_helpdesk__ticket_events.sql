{{ config(materialized='by_file') }}

{{ typed_rows('helpdesk', 'ticket_events') }}
