-- What people did on the self-service pages: no staff, no crawlers, no tests.
with events as (
    select * from {{ ref('stg_help_center__help_center_events') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

customers as (
    select * from {{ ref('int_customers_merged') }}
),

scoped as (
    select
        events.event_id,
        events.visitor_id,
        coalesce(customers.canonical_customer_id, events.customer_id) as customer_id,
        customers.canonical_customer_id as known_customer_id,
        events.article_id,
        events.topic_id,
        events.ticket_id,
        events.event_type,
        events.occurred_at,
        {{ report_date('events.occurred_at') }} as occurred_date,
        events.vote_value,
        events.results_count,
        customers.segment as customer_segment,
        customers.language,
        customers.country,
        coalesce(customers.is_test, false) as is_test_customer
    from events
    cross join as_of
    left join customers
        on events.customer_id = customers.customer_id
    where
        not events.is_staff
        and not events.is_bot_agent
        and events.occurred_at <= as_of.as_of
),

with_previous as (
    select
        *,
        lag(occurred_at) over (
            partition by visitor_id order by occurred_at, event_id
        ) as previous_event_at,
        lag(occurred_at) over (
            partition by
                visitor_id, event_type,
                coalesce('article|' || article_id, 'topic|' || topic_id, 'page')
            order by occurred_at, event_id
        ) as same_page_before_at
    from scoped
),

started as (
    select
        *,
        event_type = 'page_view' and coalesce(
            {{ seconds_between('same_page_before_at', 'occurred_at') }}
            <= {{ var('page_refresh_seconds') }},
            false
        ) as is_refresh,
        previous_event_at is null
        or {{ seconds_between('previous_event_at', 'occurred_at') }}
        > {{ variable_seconds('session_idle_minutes') }} as is_session_start
    from with_previous
),

numbered as (
    select
        *,
        sum(case when is_session_start then 1 else 0 end) over (
            partition by visitor_id order by occurred_at, event_id
            rows between unbounded preceding and current row
        ) as session_number
    from started
),

judged as (
    select
        *,
        max(case when is_test_customer then 1 else 0 end) over (
            partition by visitor_id, session_number
        ) = 1 as is_test_session
    from numbered
),

-- A test stays one where another id slips into its session.
final as (
    select * from judged where not is_test_session
)

select * from final
