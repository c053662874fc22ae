{{ config(enabled=is_source_enabled('jira_fivetran')) }}

with final as (
    select
        'jira' as source_system,
        id as team_id,
        name as team_name,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ source_rows('jira_fivetran', 'team') }} as teams
)

select * from final
