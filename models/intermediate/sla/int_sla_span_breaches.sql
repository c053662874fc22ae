with targets as (
    select * from {{ ref('int_sla_targets_started') }}
),

target_spans as (
    select * from {{ ref('int_sla_target_spans') }}
),

due_times as (
    select * from {{ ref('int_sla_due_times') }}
),

-- For every span of a target: the first instant beyond it, if the span lived that long.
final as (
    select
        target_spans.*,
        due_times.due_at,
        case
            when due_times.due_at is not null
                and greatest(due_times.due_at, target_spans.valid_from)
                < coalesce(target_spans.valid_to, cast('9999-12-31' as {{ type_timestamp() }}))
                then greatest(due_times.due_at, target_spans.valid_from)
        end as breached_at,
        row_number() over (
            partition by target_spans.ticket_id, target_spans.metric, target_spans.target_number
            order by target_spans.valid_from
        ) as span_number
    from target_spans
    inner join targets
        on
            target_spans.ticket_id = targets.ticket_id
            and target_spans.metric = targets.metric
            and target_spans.target_number = targets.target_number
    left join due_times
        on
            target_spans.ticket_id = due_times.ticket_id
            and target_spans.metric = due_times.metric
            and target_spans.target_number = due_times.target_number
            and target_spans.valid_from = due_times.valid_from
    where
        target_spans.valid_from
        <= coalesce(targets.fulfilled_at, targets.withdrawn_at, target_spans.valid_from)
)

select * from final
