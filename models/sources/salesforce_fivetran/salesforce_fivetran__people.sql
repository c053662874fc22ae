{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- A user of a portal is the contact behind it; the platform writes under users of its own.
with final as (
    select
        id as user_id,
        coalesce(nullif(contact_id, ''), id) as person_id,
        name,
        case
            when user_type in ('AutomatedProcess', 'CloudIntegrationUser') then 'system'
            when contact_id <> '' then 'customer'
            else 'agent'
        end as kind,
        _fivetran_synced
    from {{ source_rows('salesforce_fivetran', 'user') }} as users
)

select * from final
