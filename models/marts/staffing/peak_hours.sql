{{ config(materialized=face_materialization()) }}

select * from {{ ref('int_demand_by_hour') }}
