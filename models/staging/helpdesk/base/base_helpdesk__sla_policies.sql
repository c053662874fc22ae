{{ config(materialized='table') }}

{{ typed_rows('helpdesk', 'sla_policies') }}
