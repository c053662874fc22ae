with tickets as (
    select
        topic_id,
        topic_name,
        created_at,
        ticket_id
    from {{ ref('int_tickets_scoped') }}
    where topic_id is not null
),

-- The newest name that a topic was given.
named as (
    select
        topic_id,
        topic_name,
        row_number() over (
            partition by topic_id
            order by case when topic_name is null then 1 else 0 end, created_at desc, ticket_id desc
        ) as name_rank
    from tickets
),

seen as (
    select topic_id from tickets
    union
    select topic_id from {{ ref('stg_telephony__calls') }}
    union
    select topic_id from {{ ref('stg_help_center__help_center_events') }}
    union
    select topic_id from {{ ref('stg_knowledge__kb_articles') }}
),

final as (
    select
        seen.topic_id,
        coalesce(named.topic_name, seen.topic_id) as topic_name
    from seen
    left join named
        on
            seen.topic_id = named.topic_id
            and named.name_rank = 1
    where seen.topic_id is not null
)

select * from final
