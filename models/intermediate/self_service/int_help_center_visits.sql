{{ config(materialized='ephemeral') }}
with events as (
    select * from {{ ref('int_help_center_events_scoped') }}
),

final as (
    select
        visitor_id || '|' || cast(cast(session_number as integer) as {{ type_text() }})
            as help_center_session_id,
        visitor_id,
        coalesce(max(known_customer_id), max(customer_id)) as customer_id,
        max(customer_segment) as customer_segment,
        max(language) as language,
        max(country) as country,
        min(topic_id) as topic_id,
        min(occurred_at) as started_at,
        max(occurred_at) as ended_at,
        cast(
            sum(case when event_type = 'page_view' and not is_refresh then 1 else 0 end) as integer
        ) as page_view_count,
        cast(sum(case when event_type = 'search' then 1 else 0 end) as integer) as search_count,
        cast(sum(case when event_type = 'bot_answer' then 1 else 0 end) as integer)
            as bot_answer_count,
        max(
            case when event_type in ('page_view', 'search', 'bot_answer') then 1 else 0 end
        ) = 1 as has_self_service,
        max(case when event_type = 'form_submit' then 1 else 0 end) = 1 as has_form_submit,
        count(ticket_id) > 0 as has_ticket
    from events
    group by visitor_id, session_number
)

select * from final
