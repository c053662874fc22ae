{{ config(enabled=is_source_enabled('jira_fivetran')) }}

with final as (
    select
        'jira' as source_system,
        person_id as agent_id,
        name as display_name,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ ref('jira_fivetran__people') }}
    where kind = 'agent'
)

select * from final
