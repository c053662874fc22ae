{{ config(materialized='ephemeral') }}
-- One pass over the cuts of a ticket in time: what is in force at each is the newest number so far.
with numbered as (
    select
        ticket_id,
        metric,
        cut_at,
        case when kind = 'target' then change_number end as own_target_number,
        case
            when kind = 'target' then change_number
            else max(case when kind = 'target' then change_number end) over so_far
        end as target_number,
        max(case when kind = 'status' then change_number end) over so_far as span_number,
        max(case when kind = 'priority' then change_number end) over so_far as priority_number,
        max(case when kind = 'policy' then change_number end) over so_far as policy_number
    from {{ ref('int_sla_cuts') }}
    window so_far as (partition by ticket_id, metric order by cut_at)
),

-- Several changes in one instant are one.
cuts as (
    select
        ticket_id,
        metric,
        cut_at,
        own_target_number,
        target_number,
        span_number,
        priority_number,
        policy_number,
        lead(cut_at) over (
            partition by ticket_id, metric order by cut_at, coalesce(own_target_number, 0)
        ) as next_cut_at
    from numbered
    group by 1, 2, 3, 4, 5, 6, 7, 8
),

bounded as (
    select
        cuts.*,
        promises.started_at,
        coalesce(promises.fulfilled_at, promises.withdrawn_at) as ended_at,
        least(cuts.next_cut_at, promises.fulfilled_at, promises.withdrawn_at) as valid_to
    from cuts
    inner join {{ ref('int_sla_targets_started') }} as promises
        on
            cuts.ticket_id = promises.ticket_id
            and cuts.metric = promises.metric
            and cuts.target_number = promises.target_number
),

pieces as (
    select * from bounded
    where
        valid_to is null
        or valid_to > cut_at
        -- A promise that was kept in its first instant.
        or (own_target_number is not null and ended_at = started_at)
),

final as (
    select
        pieces.ticket_id,
        pieces.metric,
        pieces.target_number,
        pieces.cut_at as valid_from,
        pieces.valid_to,
        coalesce(pieces.valid_to = pieces.ended_at, pieces.valid_to is null) as is_last_piece,
        spans.status_group,
        spans.raw_status,
        coalesce(priorities.attribute_value, tickets.priority) as priority,
        {{ mapping_key(
            'case when priorities.ticket_id is null then tickets.raw_priority
                else priorities.raw_value end'
        ) }} as priority_word,
        policies.policy_id,
        tickets.business_schedule_id
    from pieces
    inner join {{ ref('int_tickets_scoped') }} as tickets
        on pieces.ticket_id = tickets.ticket_id
    left join {{ ref('int_ticket_status_spans') }} as spans
        on pieces.ticket_id = spans.ticket_id and pieces.span_number = spans.span_number
    left join {{ ref('int_ticket_attribute_spans') }} as priorities
        on
            pieces.ticket_id = priorities.ticket_id
            and priorities.attribute = 'priority'
            and pieces.priority_number = priorities.change_number
    left join {{ ref('int_sla_ticket_policies') }} as policies
        on
            pieces.ticket_id = policies.ticket_id
            and pieces.policy_number = policies.policy_number
)

select * from final
