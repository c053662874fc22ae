{%- set slices = {
    'channel': 'channel',
    'product': 'product_id',
    'ticket_type': 'ticket_type',
    'customer_segment': 'customer_segment',
    'language': 'language',
    'country': 'country',
    'extra_slice_1': 'extra_slice_1',
    'extra_slice_2': 'extra_slice_2',
    'extra_slice_3': 'extra_slice_3',
} -%}

with tickets as (
    select * from {{ ref('int_tickets') }}
),

open_spans as (
    select
        open_spans.*,
        {{ slice_columns(slices, 'values') }}
        tickets.is_in_scope
    from {{ ref('int_ticket_open_spans') }} as open_spans
    inner join tickets
        on open_spans.ticket_id = tickets.ticket_id
),

attribute_spans as (
    select
        *,
        coalesce(
            slice_value,
            case when slice_name in ('team', 'agent') then 'unassigned' else 'unknown' end
        ) as known_slice_value
    from {{ ref('int_backlog_attribute_spans') }}
    where slice_name in ({{ "'" ~ var('kpi_slices') | join("', '") ~ "'" }})
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
)

select * from movements
