{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

-- Who owned a case from when, a person (005…) or a queue (00G…). Each change is told twice, by
-- names and by ids.
with cases as (
    select * from {{ source_rows('salesforce_fivetran', 'case') }} as cases
),

changes as (
    select
        *,
        row_number() over (partition by case_id order by created_date, id) as position
    from {{ source_rows('salesforce_fivetran', 'case_history') }} as history
    where
        lower(field) like 'owner%'
        and {{ matches('new_value', '^00[5G][0-9A-Za-z]{12}([0-9A-Za-z]{3})?$') }}
),

final as (
    select
        cases.id as case_id,
        'owner-' || cases.id as event_id,
        cases.created_date as owned_at,
        coalesce(changes.old_value, cases.owner_id) as owner_id,
        cases.created_by_id as author_id,
        cases._fivetran_synced
    from cases
    left join changes
        on cases.id = changes.case_id and changes.position = 1
    union all
    select
        case_id,
        'owner-' || id as event_id,
        created_date as owned_at,
        new_value as owner_id,
        created_by_id as author_id,
        _fivetran_synced
    from changes
)

select * from final
