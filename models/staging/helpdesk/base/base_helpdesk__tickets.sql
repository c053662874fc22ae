{{ config(materialized='incremental') }}

{{ typed_rows('helpdesk', 'tickets') }}
