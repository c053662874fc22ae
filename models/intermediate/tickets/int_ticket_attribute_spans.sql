with changes as (
    select
        events.ticket_id,
        events.source_system,
        events.occurred_at,
        events.event_sequence,
        events.event_id,
        tickets.created_at,
        case events.event_type
            when 'team_change' then 'team'
            when 'assignment' then 'agent'
            when 'priority_change' then 'priority'
            when 'topic_change' then 'topic'
            when 'sla_policy_change' then 'sla_policy'
            when 'policy_change' then 'sla_policy'
        end as attribute,
        case
            when events.event_type = 'priority_change' then events.old_value
            else {{ qualified_id('events.old_value', 'events.source_system') }}
        end as old_value,
        case
            when events.event_type = 'priority_change' then events.new_value
            else {{ qualified_id('events.new_value', 'events.source_system') }}
        end as new_value
    from {{ ref('int_ticket_events') }} as events
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on events.ticket_id = tickets.ticket_id
    cross join {{ ref('int_as_of') }} as as_of
    where events.occurred_at <= as_of.as_of
),

ordered as (
    select
        *,
        row_number() over (
            partition by ticket_id, attribute
            order by {{ event_order() }}
        ) as change_number
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
        cast(change_number as integer) as change_number
    from ordered
),

-- As for statuses: a clock that ran backwards makes an empty span, not one that overlaps.
in_order as (
    select
        *,
        max(valid_from) over (
            partition by ticket_id, attribute
            order by change_number rows between unbounded preceding and current row
        ) as effective_from
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
        lead(points.effective_from) over (
            partition by points.ticket_id, points.attribute order by points.change_number
        ) as valid_to
    from in_order as points
    {{ join_mapping('priority_groups', 'points.attribute_value') }}
)

select * from final
