{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

with final as (
    select
        'servicenow' as source_system,
        sys_id as team_id,
        name as team_name,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ source_rows('servicenow_fivetran', 'sys_user_group') }} as teams
)

select * from final
