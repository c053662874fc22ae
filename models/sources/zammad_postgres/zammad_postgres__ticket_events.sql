{{ config(enabled=is_source_enabled('zammad_postgres')) }}

with tickets as (
    select
        id,
        created_at
    from {{ source_rows('zammad_postgres', 'tickets') }} as tickets
),

-- A note of the desk reaches nobody, whether or not it is internal; what customers write in the
-- portal is a note, too. A merge moves what was written to the ticket that survives, which may be
-- younger.
messages as (
    select
        'article-' || articles.id as event_id,
        articles.ticket_id,
        articles.created_at as occurred_at,
        case
            when
                {{ safe_boolean('articles.internal') }}
                or article_types.name = 'note' and coalesce(senders.name, '') <> 'Customer'
                then 'internal_note'
            else 'public_message'
        end as event_type,
        lower(senders.name) as actor_type,
        coalesce(nullif(articles.origin_by_id, ''), articles.created_by_id) as actor_id,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value
    from {{ source_rows('zammad_postgres', 'ticket_articles') }} as articles
    inner join tickets
        on articles.ticket_id = tickets.id and articles.created_at >= tickets.created_at
    left join {{ source_rows('zammad_postgres', 'ticket_article_types') }} as article_types
        on articles.type_id = article_types.id
    left join {{ source_rows('zammad_postgres', 'ticket_article_senders') }} as senders
        on articles.sender_id = senders.id
),

events as (
    select * from messages
    union all
    select * from {{ ref('zammad_postgres__changes') }}
),

final as (
    select
        'zammad' as source_system,
        event_id,
        ticket_id,
        {{ utc_text('occurred_at') }} as occurred_at,
        event_type,
        actor_type,
        case when actor_type <> 'system' then actor_id end as actor_id,
        actor_type = 'system' as is_automated,
        old_value,
        new_value
    from events
)

select * from final
