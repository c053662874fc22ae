{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

with final as (
    select
        'salesforce' as source_system,
        id as team_id,
        name as team_name,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ source_rows('salesforce_fivetran', 'group') }} as queues
    where type = 'Queue'
)

select * from final
