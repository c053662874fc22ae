{{ config(materialized=face_materialization()) }}

with days as (
    select * from {{ ref('int_backlog_days') }}
),

-- Without a deadline anywhere nobody knows what is overdue.
deadlines as (
    select is_rule_there from {{ ref('kpi_availability') }} where kpi_id = 'backlog_overdue'
),

final as (
    select
        days.backlog_date,
        days.slice_name,
        days.slice_value,
        days.created_tickets,
        days.reopened_tickets,
        days.moved_in_tickets,
        days.solved_tickets,
        days.removed_tickets,
        days.moved_out_tickets,
        days.open_tickets,
        case when deadlines.is_rule_there then days.overdue_tickets end as overdue_tickets
    from days
    cross join deadlines
)

select * from final
