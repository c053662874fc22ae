{{ config(enabled=is_source_enabled('chatwoot_postgres')) }}

-- The question is a message; an answer names its conversation. Of several answers the last counts.
with questions as (
    select
        conversation_id,
        min(created_at) as sent_at
    from {{ source_rows('chatwoot_postgres', 'messages') }} as messages
    where content_type = 'input_csat'
    group by conversation_id
),

answers as (
    select
        *,
        row_number() over (partition by conversation_id order by created_at desc, id desc) as newest
    from {{ source_rows('chatwoot_postgres', 'csat_survey_responses') }} as answers
),

conversations as (
    select
        id,
        contact_id
    from {{ source_rows('chatwoot_postgres', 'conversations') }} as conversations
),

final as (
    select
        'chatwoot' as source_system,
        'rating-' || conversations.id as survey_id,
        'csat' as survey_type,
        conversations.id as ticket_id,
        'contact-' || conversations.contact_id as customer_id,
        'user-' || nullif(answers.assigned_agent_id, '') as agent_id,
        {{ utc_text('questions.sent_at') }} as sent_at,
        {{ utc_text('answers.created_at') }} as responded_at,
        answers.rating as score,
        1 as scale_min,
        5 as scale_max,
        answers.feedback_message as comment
    from conversations
    left join questions
        on conversations.id = questions.conversation_id
    left join answers
        on conversations.id = answers.conversation_id and answers.newest = 1
    where questions.conversation_id is not null or answers.conversation_id is not null
)

select * from final
