{{ config(enabled=is_source_enabled('freshdesk_api')) }}

-- What was changed, of tickets whose history is whole: it begins with their creation and ends with
-- the status that they have now. Others are older than the export, or lack one of its days.
{%- set labels = {'2': 'open', '3': 'pending', '4': 'resolved', '5': 'closed'} %}
{%- set fields = {
    'status': 'status_change', 'agent_id': 'assignment', 'group': 'team_change',
    'priority': 'priority_change'
} %}
with activities as (
    select distinct
        ticket_id,
        performed_at,
        performer_id,
        {%- for field in fields %}
        {{ json_text('activity', [field]) }} as {{ field }}_now,
        {%- endfor %}
        {{ json_text('activity', ['new_ticket']) }} = 'true' as is_creation,
        performer_type = 'system' as is_automated
    from {{ source_rows('freshdesk_api', 'ticket_activities') }} as activities
),

last_statuses as (
    select
        *,
        row_number() over (partition by ticket_id order by performed_at desc, status_now) as newest
    from activities
    where status_now is not null
),

-- Every account may add statuses: they have a number on the ticket and a name in its history.
whole as (
    select
        tickets.id as ticket_id,
        tickets.requester_id
    from {{ newest_rows('freshdesk_api', 'tickets') }} as tickets
    inner join (select distinct ticket_id from activities where is_creation) as created
        on tickets.id = created.ticket_id
    inner join last_statuses
        on tickets.id = last_statuses.ticket_id and last_statuses.newest = 1
    where
        case tickets.status
            {%- for number, label in labels.items() %}
            when '{{ number }}' then '{{ label }}'
            {%- endfor %}
            else 'own'
        end = case lower(last_statuses.status_now)
            {%- for label in labels.values() %}
            when '{{ label }}' then '{{ label }}'
            {%- endfor %}
            else 'own'
        end
),

-- Groups are told by their names.
teams as (
    select * from {{ newest_rows('freshdesk_api', 'groups') }} as teams
),

changes as (
    {%- for field, event_type in fields.items() %}
    select
        activities.ticket_id,
        activities.performed_at,
        activities.performer_id,
        activities.is_automated,
        '{{ event_type }}' as event_type,
        {{ 'teams.id' if field == 'group' else 'activities.' ~ field ~ '_now' }} as new_value
    from activities
    {{ 'inner join teams on activities.group_now = teams.name' if field == 'group' }}
    where activities.{{ field }}_now is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        changes.event_type || '-' || changes.ticket_id || '-' || changes.performed_at || '-'
        || changes.new_value as event_id,
        changes.ticket_id,
        changes.performed_at as occurred_at,
        changes.event_type,
        case
            when changes.is_automated then 'system'
            when changes.performer_id = whole.requester_id then 'customer'
            else 'agent'
        end as actor_type,
        changes.performer_id as actor_id,
        changes.is_automated,
        lag(changes.new_value) over (
            partition by changes.ticket_id, changes.event_type
            order by changes.performed_at, changes.new_value
        ) as old_value,
        changes.new_value
    from changes
    inner join whole
        on changes.ticket_id = whole.ticket_id
)

select * from final
