{{ config(enabled=is_source_enabled('jira_fivetran')) }}

with issues as (
    select ticket_id from {{ ref('jira_fivetran__tickets') }}
),

-- What the request says stands on the issue; comments come after it.
openings as (
    select
        'opening-' || id as event_id,
        id as ticket_id,
        created as occurred_at,
        'public_message' as event_type,
        creator as actor_id,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        _fivetran_synced
    from {{ source_rows('jira_fivetran', 'issue') }} as issues
),

comments as (
    select
        'comment-' || id as event_id,
        issue_id as ticket_id,
        created as occurred_at,
        case when {{ safe_boolean('is_public') }} then 'public_message' else 'internal_note' end
            as event_type,
        author_id as actor_id,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        _fivetran_synced
    from {{ source_rows('jira_fivetran', 'comment') }} as comments
),

-- A name that a status or a priority no longer has is its id, and is reported as unknown.
changes as (
    select
        field_values.issue_id || '-' || field_values.field || '-' || field_values.time as event_id,
        field_values.issue_id as ticket_id,
        field_values.time as occurred_at,
        case field_values.field
            when 'status' then 'status_change'
            when 'assignee' then 'assignment'
            when 'team' then 'team_change'
            else 'priority_change'
        end as event_type,
        field_values.author_id as actor_id,
        coalesce(old_names.name, field_values.old_value) as old_value,
        coalesce(new_names.name, field_values.value) as new_value,
        field_values._fivetran_synced
    from {{ ref('jira_fivetran__field_values') }} as field_values
    {%- for names, value in [('old_names', 'old_value'), ('new_names', 'value')] %}
    left join {{ ref('jira_fivetran__names') }} as {{ names }}
        on field_values.field = {{ names }}.field and field_values.{{ value }} = {{ names }}.id
    {%- endfor %}
    where
        field_values.field in ('status', 'assignee', 'team', 'priority')
        and field_values.old_value is distinct from field_values.value
),

events as (
    select * from openings
    union all
    select * from comments
    union all
    select * from changes
),

final as (
    select
        'jira' as source_system,
        events.event_id,
        events.ticket_id,
        {{ utc_text('events.occurred_at') }} as occurred_at,
        events.event_type,
        people.kind as actor_type,
        case when coalesce(people.kind, '') <> 'system' then nullif(events.actor_id, '') end
            as actor_id,
        coalesce(people.kind = 'system', false) as is_automated,
        events.old_value,
        events.new_value,
        {{ utc_text('events._fivetran_synced') }} as loaded_at
    from events
    inner join issues
        on events.ticket_id = issues.ticket_id
    left join {{ ref('jira_fivetran__people') }} as people
        on events.actor_id = people.person_id
)

select * from final
