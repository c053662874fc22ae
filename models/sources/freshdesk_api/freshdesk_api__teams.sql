{{ config(enabled=is_source_enabled('freshdesk_api')) }}

with final as (
    select
        'freshdesk' as source_system,
        id as team_id,
        name as team_name,
        {{ utc_text('updated_at') }} as updated_at
    from {{ source_rows('freshdesk_api', 'groups') }} as teams
)

select * from final
