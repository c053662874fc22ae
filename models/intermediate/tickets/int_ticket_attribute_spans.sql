with changes as (
    select
        events.ticket_id,
        events.source_system,
        events.occurred_at,
        events.event_sequence,
        events.event_id,
        tickets.created_at,
        {{ changed_attribute('events') }} as attribute,
        {%- for value in ['old_value', 'new_value'] %}
        case
            when events.event_type = 'priority_change' then events.{{ value }}
            else {{ qualified_id('events.' ~ value, 'events.source_system') }}
        end as {{ value }},
        {%- endfor %}
        {{ is_after_work('events') }} as is_after_work
    from {{ ref('int_ticket_events') }} as events
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on events.ticket_id = tickets.ticket_id
    cross join {{ ref('int_as_of') }} as as_of
    where
        events.occurred_at <= as_of.as_of
        and (
            {{ changed_attribute('events') }} is not null
            or {{ is_work('events') }}
        )
),

ordered as (
    select
        *,
        row_number() over (partition by ticket_id, attribute order by {{ event_order() }})
            as change_number
    from changes
    where attribute is not null
),

points as (
    select
        ticket_id,
        source_system,
        attribute,
        created_at as valid_from,
        old_value as attribute_value,
        cast(null as bigint) as event_sequence,
        false as is_after_work,
        0 as change_number
    from ordered
    where change_number = 1
    union all
    select
        ticket_id,
        source_system,
        attribute,
        greatest(occurred_at, created_at) as valid_from,
        new_value as attribute_value,
        event_sequence,
        is_after_work,
        cast(change_number as integer) as change_number
    from ordered
),

-- As for statuses: a clock that ran backwards makes an empty span, not one that overlaps.
in_order as (
    select
        *,
        max(valid_from) over (partition by ticket_id, attribute order by change_number)
            as effective_from
    from points
),

final as (
    select
        points.ticket_id,
        points.attribute,
        points.change_number,
        points.event_sequence,
        points.attribute_value as raw_value,
        case
            when points.attribute = 'priority'
                then {{ mapped_group(
                    'points.attribute_value', 'priority_groups.priority_group', "'unknown'"
                ) | indent(20) }}
            else points.attribute_value
        end as attribute_value,
        points.effective_from as valid_from,
        points.is_after_work as starts_after_work,
        lead(points.effective_from) over in_time as valid_to,
        lead(points.is_after_work) over in_time as ends_after_work
    from in_order as points
    {{ join_mapping('priority_groups', 'points.attribute_value') }}
    window in_time as (
        partition by points.ticket_id, points.attribute order by points.change_number
    )
)

select * from final
