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

-- The newer survey has scales of its own. Its answer is on the ticket a second time, as good or
-- bad.
given as (
    select
        coalesce(answers.ticket_id, surveys.ticket_id) as ticket_id,
        answers.survey_response_id,
        surveys.sent_at,
        coalesce(answers.responded_at, surveys.responded_at) as responded_at,
        coalesce(
            answers.rating, case surveys.rating when 'good' then '1' when 'bad' then '0' end
        ) as score,
        coalesce(answers.scale_min, 0) as scale_min,
        coalesce(answers.scale_max, 1) as scale_max
    from surveys
    full outer join {{ ref('zendesk_fivetran__survey_answers') }} as answers
        on surveys.ticket_id = answers.ticket_id
),

final as (
    select
        'zendesk' as source_system,
        'rating-' || coalesce(given.survey_response_id, given.ticket_id) as survey_id,
        'csat' as survey_type,
        given.ticket_id,
        tickets.requester_id as customer_id,
        {{ utc_text('given.sent_at') }} as sent_at,
        {{ utc_text('given.responded_at') }} as responded_at,
        given.score,
        given.scale_min,
        given.scale_max,
        comments.comment_text as comment,
        {{ utc_text('tickets._fivetran_synced') }} as loaded_at
    from given
    left join tickets
        on given.ticket_id = tickets.id
    left join comments
        on given.ticket_id = comments.ticket_id and comments.newest = 1
)

select * from final
