{{ config(enabled=is_source_enabled('zendesk_fivetran')) }}

-- Tickets that were merged into others: the survivor names them. Whoever merges closes the one and
-- leaves a comment on the other in the same moment, which answers nothing.
with merged as (
    select
        item as ticket_id,
        max(id) as survivor_id
    from {{ json_items(
        source_rows('zendesk_fivetran', 'ticket') ~ ' as tickets', ['id'], 'merged_ticket_ids'
    ) }} as listed
    where item <> id
    group by item
),

closings as (
    select
        ticket_id,
        user_id,
        {{ safe_timestamp(utc_text('updated')) }} as closed_at
    from {{ source_rows('zendesk_fivetran', 'ticket_field_history') }} as history
    where field_name = 'status' and value = 'closed'
),

comments as (
    select
        merged.ticket_id,
        comments.id,
        row_number() over (
            partition by merged.ticket_id
            order by
                abs({{ seconds_between(
                    'closings.closed_at', safe_timestamp(utc_text('comments.created'))
                ) }}),
                comments.id
        ) as nearness
    from merged
    inner join closings
        on merged.ticket_id = closings.ticket_id
    inner join {{ source_rows('zendesk_fivetran', 'ticket_comment') }} as comments
        on
            merged.survivor_id = comments.ticket_id
            and closings.user_id = comments.user_id
            and abs({{ seconds_between(
                'closings.closed_at', safe_timestamp(utc_text('comments.created'))
            ) }}) <= 10
),

final as (
    select
        merged.ticket_id,
        merged.survivor_id,
        comments.id as comment_id
    from merged
    left join comments
        on merged.ticket_id = comments.ticket_id and comments.nearness = 1
)

select * from final
