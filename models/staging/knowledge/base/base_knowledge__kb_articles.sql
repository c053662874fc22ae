{{ config(materialized='table') }}

{{ typed_rows('knowledge', 'kb_articles') }}
