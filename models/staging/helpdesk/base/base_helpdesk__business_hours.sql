{{ config(materialized='table') }}

{{ typed_rows('helpdesk', 'business_hours') }}
