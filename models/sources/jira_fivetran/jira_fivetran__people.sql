{{ config(enabled=is_source_enabled('jira_fivetran')) }}

-- Accounts do not show who is staff: agents are those who were ever an assignee or wrote an
-- internal comment. Automation rules write as one account.
with users as (
    select * from {{ source_rows('jira_fivetran', 'user') }} as users
),

staff as (
    select value as person_id
    from {{ ref('jira_fivetran__field_values') }}
    where field = 'assignee' and value is not null
    union
    select assignee as person_id
    from {{ source_rows('jira_fivetran', 'issue') }} as issues
    where assignee <> ''
    union
    select author_id as person_id
    from {{ source_rows('jira_fivetran', 'comment') }} as comments
    where not {{ safe_boolean('is_public') }} and author_id <> ''
),

known as (
    select id as person_id
    from users
    union
    select person_id
    from staff
),

final as (
    select
        known.person_id,
        users.name,
        case
            when
                known.person_id = '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077'
                or users.name = 'Automation for Jira'
                then 'system'
            when staff.person_id is not null then 'agent'
            else 'customer'
        end as kind,
        users._fivetran_synced
    from known
    left join users
        on known.person_id = users.id
    left join staff
        on known.person_id = staff.person_id
)

select * from final
