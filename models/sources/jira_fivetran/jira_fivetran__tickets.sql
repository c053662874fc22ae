{{ config(enabled=is_source_enabled('jira_fivetran')) }}

-- Issues of software projects are in the same tables, and so are the parts into which the desk
-- divides a request.
with issues as (
    select issues.*
    from {{ source_rows('jira_fivetran', 'issue') }} as issues
    left join {{ source_rows('jira_fivetran', 'project') }} as projects
        on issues.project = projects.id
    left join {{ source_rows('jira_fivetran', 'issue_type') }} as types
        on issues.issue_type = types.id
    where
        coalesce(projects.project_type_key, 'service_desk') = 'service_desk'
        and not coalesce({{ safe_boolean('types.subtask') }}, false)
),

newest_values as (
    select
        issue_id,
        field,
        value
    from {{ ref('jira_fivetran__field_values') }}
    where newest = 1
),

-- A service level begins a new cycle when a request is reopened: the one that runs is the last.
completed_cycles as (
    select
        issue_id,
        item,
        row_number() over (
            partition by issue_id
            order by {{ safe_double(json_text('item', ['startTime', 'epochMillis'])) }} desc
        ) as newest
    from {{ json_items(
        '(select issue_id, ' ~ json_text('value', ['completedCycles']) ~ ' as cycles '
        ~ "from newest_values where field = 'resolution_sla') as service_levels",
        ['issue_id'], 'cycles'
    ) }} as cycles
),

service_levels as (
    select
        newest_values.issue_id,
        coalesce(
            {{ json_text('newest_values.value', ['ongoingCycle']) }}, completed_cycles.item
        ) as last_cycle
    from newest_values
    left join completed_cycles
        on newest_values.issue_id = completed_cycles.issue_id and completed_cycles.newest = 1
    where newest_values.field = 'resolution_sla'
),

final as (
    select
        'jira' as source_system,
        issues.id as ticket_id,
        {{ utc_text('issues.created') }} as created_at,
        coalesce(statuses.name, issues.status) as status,
        case
            when issues.creator <> issues.reporter and creators.kind = 'agent' then 'agent'
            else 'customer'
        end as created_by_type,
        issues.reporter as customer_id,
        issues.summary as subject,
        coalesce(priorities.name, nullif(issues.priority, '')) as priority,
        teams.value as team_id,
        nullif(issues.assignee, '') as assignee_id,
        issues._fivetran_deleted as is_deleted,
        {{ json_text('service_levels.last_cycle', ['breachTime', 'iso8601']) }}
            as resolution_due_at,
        case {{ json_text('service_levels.last_cycle', ['breached']) }}
            when 'true' then 'false'
            when 'false' then 'true'
        end as reported_sla_met,
        {{ utc_text('issues.updated') }} as updated_at,
        {{ utc_text('issues._fivetran_synced') }} as loaded_at
    from issues
    left join {{ ref('jira_fivetran__people') }} as creators
        on issues.creator = creators.person_id
    left join {{ ref('jira_fivetran__names') }} as statuses
        on issues.status = statuses.id and statuses.field = 'status'
    left join {{ ref('jira_fivetran__names') }} as priorities
        on issues.priority = priorities.id and priorities.field = 'priority'
    left join newest_values as teams
        on issues.id = teams.issue_id and teams.field = 'team'
    left join service_levels
        on issues.id = service_levels.issue_id
)

select * from final
