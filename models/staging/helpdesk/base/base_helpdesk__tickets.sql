{{ config(materialized='by_file') }}

{{ typed_rows('helpdesk', 'tickets') }}
