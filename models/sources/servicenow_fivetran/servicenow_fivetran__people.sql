{{ config(enabled=is_source_enabled('servicenow_fivetran')) }}

-- Everybody is a user. Staff is who is in a group, was ever assigned, or wrote a work note; rules
-- and integrations write under users of their own.
with users as (
    select * from {{ source_rows('servicenow_fivetran', 'sys_user') }} as users
),

staff as (
    select user_value as person_id
    from {{ source_rows('servicenow_fivetran', 'sys_user_grmember') }} as members
    union
    select assigned_to_value as person_id
    from {{ source_rows('servicenow_fivetran', 'task') }} as tasks
    union
    select newvalue as person_id
    from {{ source_rows('servicenow_fivetran', 'sys_audit') }} as audits
    where fieldname = 'assigned_to'
    union
    select users.sys_id as person_id
    from {{ source_rows('servicenow_fivetran', 'sys_journal_field') }} as entries
    inner join users
        on entries.sys_created_by = users.user_name
    where entries.element = 'work_notes'
),

final as (
    select
        users.sys_id as person_id,
        users.user_name,
        users.name,
        case
            when
                users.user_name = 'system'
                or {{ safe_boolean('users.internal_integration_user') }}
                or {{ safe_boolean('users.web_service_access_only') }}
                then 'system'
            when staff.person_id is not null then 'agent'
            else 'customer'
        end as kind,
        users._fivetran_synced
    from users
    left join staff
        on users.sys_id = staff.person_id
)

select * from final
