{{ config(enabled=is_source_enabled('salesforce_fivetran')) }}

with cases as (
    select
        id,
        contact_id
    from {{ source_rows('salesforce_fivetran', 'case') }} as cases
),

-- Only tracked fields have a history.
changes as (
    select
        'change-' || history.id as event_id,
        history.case_id as ticket_id,
        history.created_date as occurred_at,
        case history.field when 'Status' then 'status_change' else 'priority_change' end
            as event_type,
        history.created_by_id as author_id,
        coalesce(old_statuses.status_word, history.old_value) as old_value,
        coalesce(new_statuses.status_word, history.new_value) as new_value,
        history._fivetran_synced
    from {{ source_rows('salesforce_fivetran', 'case_history') }} as history
    {%- for statuses, value in [('old_statuses', 'old_value'), ('new_statuses', 'new_value')] %}
    left join {{ ref('salesforce_fivetran__statuses') }} as {{ statuses }}
        on history.field = 'Status' and history.{{ value }} = {{ statuses }}.status
    {%- endfor %}
    where history.field in ('Status', 'Priority')
),

comments as (
    select
        'comment-' || id as event_id,
        parent_id as ticket_id,
        created_date as occurred_at,
        case when {{ safe_boolean('is_published') }} then 'public_message' else 'internal_note' end
            as event_type,
        created_by_id as author_id,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        _fivetran_synced
    from {{ source_rows('salesforce_fivetran', 'case_comment') }} as comments
    where not coalesce({{ safe_boolean('is_deleted') }}, false)
),

events as (
    select
        *,
        'case' as told_by
    from (
        select * from changes
        union all
        select * from comments
        union all
        select * from {{ ref('salesforce_fivetran__owner_events') }}
    ) as events_of_case
    union all
    select
        'email-' || id as event_id,
        case_id as ticket_id,
        occurred_at,
        'public_message' as event_type,
        author_id,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        _fivetran_synced,
        case when is_incoming then 'customer' when is_by_machine then 'bot' else 'case' end
            as told_by
    from {{ ref('salesforce_fivetran__emails') }}
),

final as (
    select
        'salesforce' as source_system,
        events.event_id,
        events.ticket_id,
        {{ utc_text('events.occurred_at') }} as occurred_at,
        events.event_type,
        case when events.told_by = 'case' then people.kind else events.told_by end as actor_type,
        case
            when events.told_by = 'customer' then cases.contact_id
            when events.told_by = 'case' and coalesce(people.kind, '') <> 'system'
                then coalesce(people.person_id, events.author_id)
        end as actor_id,
        coalesce(events.told_by = 'case' and people.kind = 'system', false) as is_automated,
        events.old_value,
        events.new_value,
        {{ utc_text('events._fivetran_synced') }} as loaded_at
    from events
    inner join cases
        on events.ticket_id = cases.id
    left join {{ ref('salesforce_fivetran__people') }} as people
        on events.author_id = people.user_id
)

select * from final
