with deadlines as (
    select * from {{ ref('int_sla_deadlines') }}
),

final as (
    select
        ticket_id,
        min(case when metric = 'resolution' then due_at end) as resolution_due_at,
        max(case when target_source in ('ticket', 'policy') then 1 else 0 end) = 1 as has_sla_target
    from deadlines
    group by ticket_id
)

select * from final
