-- Backlog as it was: a ticket that changes team leaves one team's backlog and enters another's. Of
-- the cuts of a ticket in time each carries what is in force from then, so that one pass suffices.
with changes as (
    select * from {{ ref('int_ticket_attribute_spans') }}
    where valid_to is null or valid_to > valid_from
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

cuts as (
    select
        open_spans.ticket_id,
        current_values.attribute,
        open_spans.entered_at as cut_at,
        open_spans.span_number,
        cast(null as integer) as change_number
    from {{ ref('int_ticket_open_spans') }} as open_spans
    inner join current_values
        on open_spans.ticket_id = current_values.ticket_id
    union all
    select
        ticket_id,
        attribute,
        valid_from as cut_at,
        cast(null as integer) as span_number,
        change_number
    from changes
    where attribute != 'sla_policy'
),

numbered as (
    select
        ticket_id,
        attribute,
        cut_at,
        span_number as own_span_number,
        coalesce(
            span_number, max(span_number) over (partition by ticket_id, attribute order by cut_at)
        ) as span_number,
        max(change_number) over (partition by ticket_id, attribute order by cut_at)
            as change_number,
        lead(cut_at) over (
            partition by ticket_id, attribute
            order by cut_at, case when span_number is null then 0 else 1 end, span_number
        ) as next_cut_at
    from cuts
),

final as (
    select
        numbered.ticket_id,
        numbered.attribute as slice_name,
        case
            when changes.ticket_id is not null then changes.attribute_value
            else current_values.current_value
        end as slice_value,
        numbered.cut_at as entered_at,
        case when numbered.own_span_number is null then 'moved_in' else open_spans.entry_kind end
            as entry_kind,
        least(numbered.next_cut_at, open_spans.left_at) as left_at,
        case
            when numbered.next_cut_at < open_spans.left_at then 'moved_out'
            when open_spans.left_at is null and numbered.next_cut_at is not null then 'moved_out'
            else open_spans.exit_kind
        end as exit_kind
    from numbered
    inner join {{ ref('int_ticket_open_spans') }} as open_spans
        on
            numbered.ticket_id = open_spans.ticket_id
            and numbered.span_number = open_spans.span_number
    inner join current_values
        on
            numbered.ticket_id = current_values.ticket_id
            and numbered.attribute = current_values.attribute
    left join changes
        on
            numbered.ticket_id = changes.ticket_id
            and numbered.attribute = changes.attribute
            and numbered.change_number = changes.change_number
    where
        coalesce(least(numbered.next_cut_at, open_spans.left_at) > numbered.cut_at, true)
        or (numbered.own_span_number is not null and open_spans.left_at = open_spans.entered_at)
)

select * from final
