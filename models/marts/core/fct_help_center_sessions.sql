{{ config(materialized=face_materialization()) }}

select * from {{ ref('int_help_center_sessions') }}
