{{ config(enabled=is_source_enabled('zendesk_api')) }}

with final as (
    select
        'zendesk' as source_system,
        id as team_id,
        name as team_name,
        {{ utc_text('updated_at') }} as updated_at
    from {{ source_rows('zendesk_api', 'groups') }} as teams
)

select * from final
