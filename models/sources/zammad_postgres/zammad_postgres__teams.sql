{{ config(enabled=is_source_enabled('zammad_postgres')) }}

with final as (
    select
        'zammad' as source_system,
        id as team_id,
        name as team_name
    from {{ source_rows('zammad_postgres', 'groups') }} as teams
)

select * from final
