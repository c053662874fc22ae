{{ config(materialized='ephemeral') }}
-- Which counted ticket stands for an inbound one: itself, the one that it was merged into, or the
-- one whose duplicate it is. Where that one does not count itself, none does.
with numbered as (
    select
        *,
        sum(case when is_duplicate then 0 else 1 end) over (
            partition by merged_customer_id, channel, subject_hash
            order by created_at, ticket_id
            rows between unbounded preceding and current row
        ) as question_number
    from {{ ref('int_tickets_scoped') }}
    where is_in_scope and is_inbound
),

counted as (
    select
        ticket_id,
        first_value(ticket_id) over (
            partition by merged_customer_id, channel, subject_hash, question_number
            order by created_at, ticket_id
        ) as counted_ticket_id
    from numbered
),

final as (
    select
        ticket_id,
        counted_ticket_id
    from counted
    union all
    select
        merged_tickets.ticket_id,
        counted.counted_ticket_id
    from {{ ref('int_ticket_merges') }} as merged_tickets
    inner join counted
        on merged_tickets.survivor_id = counted.ticket_id
)

select * from final
