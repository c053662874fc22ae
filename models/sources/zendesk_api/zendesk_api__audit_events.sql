{{ config(
    enabled=is_source_enabled('zendesk_api'),
    post_hook="{{ note_chats_of_zendesk('zendesk_api', 'tickets', json_text('via', ['channel']), none) }}",
) }}

-- What happened to tickets. An audit is one update with a list of events; it is read again whenever
-- its ticket changes. An event names its author and way only where they differ from the audit's.
{%- set ways = [] %}
{%- for via in ['item', 'via'] %}
    {%- set path = ['via'] if via == 'item' else [] %}
    {%- do ways.extend([
        'coalesce(' ~ json_text(via, path + ['source', 'rel']) ~ ", '')",
        'coalesce(' ~ json_text(via, path + ['channel']) ~ ", '')",
    ]) %}
{%- endfor %}
with audits as (
    select * from {{ newest_rows('zendesk_api', 'ticket_audits', 'id', 'created_at') }} as audits
),

final as (
    select
        {{ json_text('item', ['id']) }} as event_id,
        ticket_id,
        created_at as occurred_at,
        {{ json_text('item', ['type']) }} as kind,
        {{ json_text('item', ['field_name']) }} as field_name,
        {{ json_text('item', ['previous_value']) }} as old_value,
        {{ json_text('item', ['value']) }} as new_value,
        coalesce({{ json_text('item', ['author_id']) }}, author_id) as author_id,
        {{ json_text('item', ['public']) }} as is_public,
        {{ json_text('item', ['comment_id']) }} as comment_id,
        coalesce({{ json_text('item', ['via', 'channel']) }}, {{ json_text('via', ['channel']) }})
        = 'rule' as is_rule,
        -- A merge is a comment on the ticket that survives, with those that went into it.
        coalesce('merge' in ({{ ways | join(', ') }}), false) as is_merge,
        case
            when 'merge' in ({{ ways | join(', ') }})
                then coalesce(
                    {{ json_text('item', ['via', 'source', 'from', 'ticket_ids']) }},
                    {{ json_text('via', ['source', 'from', 'ticket_ids']) }}
                )
        end as merged_ticket_ids,
        row_number() over (
            partition by ticket_id
            order by created_at, {{ safe_integer('id') }}, {{ safe_integer(
                json_text('item', ['id'])
            ) }}
        ) as event_number
    from {{ json_items(
        'audits', ['ticket_id', 'id', 'created_at', 'author_id', 'via'], 'events'
    ) }} as items
)

select * from final
