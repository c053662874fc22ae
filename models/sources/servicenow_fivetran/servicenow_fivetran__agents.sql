{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

with final as (
    select
        'servicenow' as source_system,
        person_id as agent_id,
        name as display_name,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from {{ ref('servicenow_fivetran__people') }}
    where kind = 'agent'
)

select * from final
