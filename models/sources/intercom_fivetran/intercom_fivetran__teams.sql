{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

with final as (
    select
        'intercom' as source_system,
        id as team_id,
        name as team_name,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ source_rows('intercom_fivetran', 'team') }} as teams
)

select * from final
