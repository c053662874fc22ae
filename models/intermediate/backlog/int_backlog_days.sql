with reporting_bounds as (
    select * from {{ ref('int_reporting_bounds') }}
),

dated_movements as (
    select
        movements.*,
        greatest(movements.movement_date, reporting_bounds.first_date) as counted_date,
        movements.movement_date < reporting_bounds.first_date as is_earlier
    from {{ ref('int_backlog_movements') }} as movements
    cross join reporting_bounds
),

-- What is still open from before the first day moves in on that day.
movements as (
    select
        counted_date as movement_date,
        slice_name,
        slice_value,
        {%- for kind in ['created', 'reopened', 'solved', 'removed'] %}
        sum(case when is_earlier then 0 else {{ kind }}_tickets end) as {{ kind }}_tickets,
        {%- endfor %}
        sum(
            moved_in_tickets
            + case when is_earlier then created_tickets + reopened_tickets else 0 end
        ) as moved_in_tickets,
        sum(
            moved_out_tickets
            + case when is_earlier then solved_tickets + removed_tickets else 0 end
        ) as moved_out_tickets,
        sum(overdue_change) as overdue_change
    from dated_movements
    group by 1, 2, 3
),

slices as (
    select
        slice_name,
        slice_value,
        min(movement_date) as first_date
    from movements
    group by 1, 2
),

spine as (
    select
        dates.date_day as backlog_date,
        slices.slice_name,
        slices.slice_value
    from slices
    cross join reporting_bounds
    inner join {{ ref('int_dates') }} as dates
        on dates.date_day between slices.first_date and reporting_bounds.as_of_date
),

daily as (
    select
        spine.*,
        {%- for kind in ['created', 'reopened', 'moved_in', 'solved', 'removed', 'moved_out'] %}
        coalesce(movements.{{ kind }}_tickets, 0) as {{ kind }}_tickets,
        {%- endfor %}
        coalesce(movements.overdue_change, 0) as overdue_change
    from spine
    left join movements
        on
            spine.backlog_date = movements.movement_date
            and spine.slice_name = movements.slice_name
            and spine.slice_value = movements.slice_value
),

final as (
    select
        backlog_date,
        slice_name,
        slice_value,
        {%- for kind in ['created', 'reopened', 'moved_in', 'solved', 'removed', 'moved_out'] %}
        cast({{ kind }}_tickets as bigint) as {{ kind }}_tickets,
        {%- endfor %}
        cast(
            sum(
                created_tickets + reopened_tickets + moved_in_tickets
                - solved_tickets - removed_tickets - moved_out_tickets
            ) over (
                partition by slice_name, slice_value order by backlog_date
                rows between unbounded preceding and current row
            ) as bigint
        ) as open_tickets,
        cast(
            sum(overdue_change) over (
                partition by slice_name, slice_value order by backlog_date
                rows between unbounded preceding and current row
            ) as bigint
        ) as overdue_tickets
    from daily
)

select * from final
