{{ config(enabled=is_source_enabled('zammad_postgres')) }}

-- What was changed; user 1 is nobody.
with tickets as (
    select
        id,
        customer_id
    from {{ source_rows('zammad_postgres', 'tickets') }} as tickets
),

states as (
    select * from {{ ref('zammad_postgres__states') }}
),

history as (
    select
        histories.*,
        case
            when types.name = 'merged_into' then 'merge'
            when attributes.name = 'state' then 'status_change'
            when attributes.name = 'owner' then 'assignment'
            when attributes.name = 'group' then 'team_change'
            when attributes.name = 'priority' then 'priority_change'
        end as event_type
    from {{ source_rows('zammad_postgres', 'histories') }} as histories
    inner join {{ source_rows('zammad_postgres', 'history_objects') }} as objects
        on histories.history_object_id = objects.id and objects.name = 'Ticket'
    inner join {{ source_rows('zammad_postgres', 'history_types') }} as types
        on histories.history_type_id = types.id and types.name in ('updated', 'merged_into')
    left join {{ source_rows('zammad_postgres', 'history_attributes') }} as attributes
        on histories.history_attribute_id = attributes.id
),

final as (
    select
        'history-' || history.id as event_id,
        history.o_id as ticket_id,
        history.created_at as occurred_at,
        history.event_type,
        case
            when history.created_by_id = '1' then 'system'
            when history.created_by_id = tickets.customer_id then 'customer'
            else 'agent'
        end as actor_type,
        history.created_by_id as actor_id,
        {%- for side, id, name in [
            ('old', 'history.id_from', 'history.value_from'),
            ('new', 'history.id_to', 'history.value_to')
        ] %}
        case history.event_type
            when 'status_change' then {{ side }}_states.state_type
            when 'priority_change' then {{ name }}
            when 'assignment' then nullif({{ id }}, '1')
            else {{ id }}
        end as {{ side }}_value{{ ',' if not loop.last }}
        {%- endfor %}
    from history
    inner join tickets
        on history.o_id = tickets.id
    left join states as old_states
        on history.id_from = old_states.id
    left join states as new_states
        on history.id_to = new_states.id
    where history.event_type is not null
)

select * from final
