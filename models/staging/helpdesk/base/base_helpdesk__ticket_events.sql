{{ config(materialized='table') }}

{{ typed_rows('helpdesk', 'ticket_events') }}
