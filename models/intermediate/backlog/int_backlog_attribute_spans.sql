-- Backlog as it was: a ticket that changes team leaves one team's backlog and enters another's.
with open_spans as (
    select * from {{ ref('int_ticket_open_spans') }}
),

attribute_spans as (
    select * from {{ ref('int_ticket_attribute_spans') }}
    where valid_to is null or valid_to > valid_from
),

tickets as (
    select * from {{ ref('int_tickets') }}
),

attributes as (
    select
        'team' as attribute,
        ticket_id,
        team_id as current_value
    from tickets
    union all
    select
        'agent' as attribute,
        ticket_id,
        assignee_id as current_value
    from tickets
    union all
    select
        'priority' as attribute,
        ticket_id,
        priority as current_value
    from tickets
    union all
    select
        'topic' as attribute,
        ticket_id,
        topic_id as current_value
    from tickets
),

final as (
    select
        attributes.ticket_id,
        attributes.attribute as slice_name,
        case
            when attribute_spans.ticket_id is not null then attribute_spans.attribute_value
            else attributes.current_value
        end as slice_value,
        open_spans.resolution_due_at,
        greatest(open_spans.entered_at, attribute_spans.valid_from) as entered_at,
        case
            when attribute_spans.valid_from > open_spans.entered_at then 'moved_in'
            else open_spans.entry_kind
        end as entry_kind,
        least(open_spans.left_at, attribute_spans.valid_to) as left_at,
        case
            when attribute_spans.valid_to < open_spans.left_at then 'moved_out'
            when open_spans.left_at is null and attribute_spans.valid_to is not null
                then 'moved_out'
            else open_spans.exit_kind
        end as exit_kind
    from open_spans
    inner join attributes
        on open_spans.ticket_id = attributes.ticket_id
    left join attribute_spans
        on
            attributes.ticket_id = attribute_spans.ticket_id
            and attributes.attribute = attribute_spans.attribute
            -- Without `or`, which makes the engine compare every ticket with every span.
            and attribute_spans.valid_from
            < coalesce(open_spans.left_at, timestamp '9999-12-31 00:00:00')
            and open_spans.entered_at
            < coalesce(attribute_spans.valid_to, timestamp '9999-12-31 00:00:00')
)

select * from final
