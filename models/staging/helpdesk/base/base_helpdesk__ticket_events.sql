{{ config(materialized='incremental') }}

{{ typed_rows('helpdesk', 'ticket_events') }}
