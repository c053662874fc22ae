{{ config(materialized='ephemeral') }}
{#- What a ticket keeps while it is open; team, agent, priority and topic have their own spans. -#}
{%- set slices = slices_of('backlog') -%}

with tickets as (
    select tickets.* from {{ with_refs(with_extra_slices('int_tickets')) }} as tickets
),

-- What is due in the future is not overdue yet.
due_times as (
    select
        deadlines.ticket_id,
        min(deadlines.due_at) as resolution_due_at
    from {{ ref('int_sla_targets') }} as deadlines
    cross join {{ ref('int_as_of') }} as as_of
    where deadlines.metric = 'resolution' and deadlines.due_at <= as_of.as_of
    group by deadlines.ticket_id
),

open_spans as (
    select
        open_spans.*,
        due_times.resolution_due_at,
        {{ slice_columns(slices, 'values') }}
        tickets.is_in_scope
    from {{ ref('int_ticket_open_spans') }} as open_spans
    inner join tickets
        on open_spans.ticket_id = tickets.ticket_id
    left join due_times
        on open_spans.ticket_id = due_times.ticket_id
),

attribute_spans as (
    select
        spans.*,
        due_times.resolution_due_at,
        coalesce(
            spans.slice_value,
            case when spans.slice_name in ('team', 'agent') then 'unassigned' else 'unknown' end
        ) as known_slice_value
    from {{ ref('int_backlog_attribute_spans') }} as spans
    left join due_times
        on spans.ticket_id = due_times.ticket_id
    where spans.slice_name in ({{ "'" ~ var('kpi_slices') | join("', '") ~ "'" }})
),

movements as (
    {{ backlog_movements(
        'open_spans', slice_columns(slices, 'slice_name'), slice_columns(slices, 'slice_value'),
        slice_grouping_sets(slices, 'movement_date'), slices
    ) }}
    union all
    {{ backlog_movements(
        'attribute_spans', 'slice_name', 'known_slice_value',
        'group by movement_date, slice_name, known_slice_value', {}
    ) }}
),

final as (
    select
        movements.movement_date,
        movements.slice_name,
        {{ folded_slice_value('movements') }} as slice_value,
        {%- for column in [
            'created_tickets', 'reopened_tickets', 'moved_in_tickets', 'solved_tickets',
            'removed_tickets', 'moved_out_tickets', 'overdue_change',
        ] %}
        sum(movements.{{ column }}) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from movements
    {{ join_folded('movements') }}
    group by 1, 2, 3
)

select * from final
