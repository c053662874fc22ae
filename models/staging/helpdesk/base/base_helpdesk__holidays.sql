{{ config(materialized='table') }}

{{ typed_rows('helpdesk', 'holidays') }}
