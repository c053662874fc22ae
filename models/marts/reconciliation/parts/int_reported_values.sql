{{ config(materialized=part_materialization()) }}
-- What the help desk itself reports of a ticket, beside what is measured here.
with tickets as (
    select * from {{ ref('int_tickets') }}
),

reported as (
    select * from {{ ref('stg_helpdesk__tickets') }}
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
        reported.reported_reopens,
        reported.reported_replies
    from tickets
    inner join reported
        on tickets.ticket_id = reported.ticket_id
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
