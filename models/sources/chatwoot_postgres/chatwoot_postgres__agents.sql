{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

with final as (
    select
        'chatwoot' as source_system,
        'user-' || id as agent_id,
        name as display_name
    from {{ source_rows('chatwoot_postgres', 'users') }} as users
)

select * from final
