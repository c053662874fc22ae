{{ config(materialized=incremental_or_table()) }}

{{ typed_rows('helpdesk', 'ticket_events') }}
