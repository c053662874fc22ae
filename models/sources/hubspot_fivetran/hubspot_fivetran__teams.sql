{{ config(enabled=is_source_enabled('hubspot_fivetran')) }}

with final as (
    select
        'hubspot' as source_system,
        id as team_id,
        name as team_name,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ source_rows('hubspot_fivetran', 'team') }} as teams
)

select * from final
