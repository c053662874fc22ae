{%- set missed_after_seconds = variable_seconds('missed_after_business_hours') -%}

with parts as (
    select
        *,
        row_number() over (
            partition by request_id
            order by case when part_kind = 'ticket' then 0 else 1 end, requested_at, part_id
        ) as part_number,
        row_number() over (
            partition by request_id
            order by
                case when topic_id is null then 2 when part_kind = 'ticket' then 0 else 1 end,
                requested_at, part_id
        ) as topic_number
    from {{ ref('int_request_parts') }}
),

pooled as (
    select
        request_id,
        max(call_id) as call_id,
        max(case when topic_number = 1 then topic_id end) as topic_id,
        min(requested_at) as requested_at,
        min(answered_at) as answered_at,
        max(case when part_kind in ('ticket', 'call') then 1 else 0 end) = 0 as is_session_only,
        max(session_ended_at) as session_ended_at,
        max(case when is_counted then 1 else 0 end) = 1 as is_counted
    from parts
    group by request_id
),

clocked as (
    select
        parts.*,
        pooled.call_id as request_call_id,
        pooled.topic_id as request_topic_id,
        pooled.requested_at as asked_at,
        pooled.answered_at as first_answered_at,
        pooled.is_session_only,
        pooled.session_ended_at as closed_at,
        {{ business_clock('request_clock', 'pooled.requested_at') }} as request_clock_seconds,
        {{ business_clock('answer_clock', 'pooled.answered_at') }} as answer_clock_seconds,
        {{ business_clock('now_clock', 'as_of.as_of') }} as now_clock_seconds
    from pooled
    inner join parts
        on pooled.request_id = parts.request_id and parts.part_number = 1
    cross join {{ ref('int_as_of') }} as as_of
    {{ business_clock_join('request_clock', 'parts.schedule_id', 'pooled.requested_at') }}
    {{ business_clock_join('answer_clock', 'parts.schedule_id', 'pooled.answered_at') }}
    {{ business_clock_join('now_clock', 'parts.schedule_id', 'as_of.as_of') }}
    where pooled.is_counted
),

answered as (
    select
        *,
        -- An answer before the question is a broken clock: answered, and nobody knows how fast.
        case
            when first_answered_at >= asked_at
                then {{ clock_seconds_between('request_clock_seconds', 'answer_clock_seconds') }}
        end as answer_business_seconds
    from clocked
),

final as (
    select
        request_id,
        case when is_session_only then 'session' else part_kind end as request_kind,
        ticket_id,
        request_call_id as call_id,
        customer_id,
        request_topic_id as topic_id,
        product_id,
        team_id,
        agent_id,
        channel,
        priority,
        ticket_type,
        customer_segment,
        language,
        country,
        asked_at as requested_at,
        {{ report_date('asked_at') }} as requested_date,
        case when first_answered_at >= asked_at then first_answered_at end as answered_at,
        answer_business_seconds,
        true as is_request,
        case
            when is_session_only then coalesce(first_answered_at > closed_at, true)
            when first_answered_at < asked_at then false
            else coalesce(answer_business_seconds > {{ missed_after_seconds }}, true)
        end as is_missed,
        first_answered_at is null as is_never_answered,
        is_session_only
        or {{ clock_seconds_between('request_clock_seconds', 'now_clock_seconds') }}
        >= {{ missed_after_seconds }} as is_mature
    from answered
)

select * from final
