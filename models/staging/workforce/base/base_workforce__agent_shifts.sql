{{ config(materialized='table') }}

{{ typed_rows('workforce', 'agent_shifts') }}
