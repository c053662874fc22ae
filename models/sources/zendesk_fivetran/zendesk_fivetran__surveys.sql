{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

-- One rating per ticket: it is offered, then given, and may be given again.
with ratings as (
    select
        ticket_id,
        value,
        updated,
        row_number() over (partition by ticket_id, value = 'offered' order by updated)
            as from_first,
        row_number() over (partition by ticket_id, value = 'offered' order by updated desc)
            as from_last
    from {{ source_rows('zendesk_fivetran', 'ticket_field_history') }} as history
    where field_name = 'satisfaction_score' and value in ('offered', 'good', 'bad')
),

comments as (
    select
        ticket_id,
        value as comment_text,
        row_number() over (partition by ticket_id order by updated desc) as newest
    from {{ source_rows('zendesk_fivetran', 'ticket_field_history') }} as history
    where field_name = 'satisfaction_comment' and value is not null
),

surveys as (
    select
        ticket_id,
        max(case when value = 'offered' and from_first = 1 then updated end) as sent_at,
        max(case when value <> 'offered' and from_last = 1 then updated end) as responded_at,
        max(case when value <> 'offered' and from_last = 1 then value end) as rating
    from ratings
    group by ticket_id
),

tickets as (
    select
        id,
        requester_id,
        _fivetran_synced
    from {{ source_rows('zendesk_fivetran', 'ticket') }} as tickets
),

final as (
    select
        'zendesk' as source_system,
        'rating-' || surveys.ticket_id as survey_id,
        'csat' as survey_type,
        surveys.ticket_id,
        tickets.requester_id as customer_id,
        {{ utc_text('surveys.sent_at') }} as sent_at,
        {{ utc_text('surveys.responded_at') }} as responded_at,
        case surveys.rating when 'good' then 1 when 'bad' then 0 end as score,
        0 as scale_min,
        1 as scale_max,
        comments.comment_text as comment,
        {{ utc_text('tickets._fivetran_synced') }} as loaded_at
    from surveys
    left join tickets
        on surveys.ticket_id = tickets.id
    left join comments
        on surveys.ticket_id = comments.ticket_id and comments.newest = 1
)

select * from final
