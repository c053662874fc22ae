-- Backlog as it was: a ticket that changes team leaves one team's backlog and enters another's. The
-- spans of an attribute leave no gap, so an open span is cut by joining those that it meets.
with changes as (
    select * from {{ ref('int_ticket_attribute_spans') }}
),

current_values as (
    {%- for attribute, column in [
        ('team', 'team_id'), ('agent', 'assignee_id'), ('priority', 'priority'),
        ('topic', 'topic_id')
    ] %}
    select
        '{{ attribute }}' as attribute,
        ticket_id,
        {{ column }} as current_value
    from {{ ref('int_tickets') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

cut as (
    select
        open_spans.*,
        current_values.attribute as slice_name,
        case when changes.ticket_id is null then current_values.current_value
            else changes.attribute_value
        end as slice_value,
        greatest(open_spans.entered_at, changes.valid_from) as cut_at,
        least(open_spans.left_at, changes.valid_to) as next_cut_at
    from {{ ref('int_ticket_open_spans') }} as open_spans
    inner join current_values
        on open_spans.ticket_id = current_values.ticket_id
    left join changes
        on
            open_spans.ticket_id = changes.ticket_id
            and current_values.attribute = changes.attribute
            and {{ is_met_by_span('open_spans.entered_at', 'open_spans.left_at', 'changes') }}
),

final as (
    select
        ticket_id,
        slice_name,
        slice_value,
        cut_at as entered_at,
        case when cut_at = entered_at then entry_kind else 'moved_in' end as entry_kind,
        next_cut_at as left_at,
        case when next_cut_at is null or next_cut_at = left_at then exit_kind else 'moved_out' end
            as exit_kind
    from cut
    where next_cut_at is null or next_cut_at > cut_at or left_at = entered_at
)

select * from final
