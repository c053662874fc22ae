{{ config(materialized=face_materialization()) }}

select * from {{ ref('int_sla_targets') }}
