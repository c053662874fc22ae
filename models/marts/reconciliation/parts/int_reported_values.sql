{{ config(materialized=part_materialization()) }}
-- What the help desk itself reports of a ticket, beside what is measured here.
with tickets as (
    select * from {{ ref('int_tickets') }}
),

reported as (
    select * from {{ ref('stg_helpdesk__tickets') }}
),

-- What help desks say of an agreement is mostly said of the resolution; it is 1 if it was kept.
agreements as (
    select
        ticket_id,
        coalesce(
            min(case when metric = 'resolution' then case when is_met then 1 else 0 end end),
            min(case when is_met then 1 else 0 end)
        ) as sla_met
    from {{ ref('int_sla_targets') }}
    where is_agreed and is_known
    group by ticket_id
),

both_sides as (
    select
        tickets.ticket_id,
        tickets.first_response_seconds,
        tickets.first_response_business_seconds,
        tickets.resolution_seconds,
        tickets.resolution_business_seconds,
        tickets.reopen_count,
        tickets.agent_reply_count,
        reported.reported_first_reply_seconds,
        reported.reported_first_reply_business_seconds,
        reported.reported_resolution_seconds,
        reported.reported_resolution_business_seconds,
        -- Never solved here, and never reopened there: that is the same.
        case
            when tickets.reopen_count is not null or reported.reported_reopens > 0
                then reported.reported_reopens
        end as reported_reopens,
        reported.reported_replies,
        agreements.sla_met,
        -- Without a known target of ours there is nothing to compare with.
        case
            when agreements.sla_met is null then null
            when reported.reported_sla_met then 1
            when not reported.reported_sla_met then 0
        end as reported_sla_met
    from tickets
    inner join reported
        on tickets.ticket_id = reported.ticket_id
    left join agreements
        on tickets.ticket_id = agreements.ticket_id
),

claims as (
    {{ rows_from_columns('both_sides', reported_metrics()) | indent(4) }}
),

final as (
    select
        ticket_id,
        metric,
        cast(our_value as {{ type_double() }}) as our_value,
        cast(reported_value as {{ type_double() }}) as reported_value
    from claims
    where reported_value is not null
)

select * from final
