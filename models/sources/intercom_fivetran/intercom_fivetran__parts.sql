{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

-- What happened in conversations and in tickets that are none, one row per message or action; an
-- action may carry a reply. Of a ticket every part tells the state before and after it.
with tickets as (
    select id from {{ ref('intercom_fivetran__conversations') }} where is_ticket
),

parts as (
    {%- for table, conversation_id, state, before, condition in [
        ('conversation_part_history', 'conversation_id', "''", "''", '1 = 1'),
        (
            'ticket_part_history', 'ticket_id', 'ticket_state', 'previous_ticket_state',
            'ticket_id in (select id from tickets)'
        )
    ] %}
    select
        id,
        {{ conversation_id }} as conversation_id,
        part_type,
        author_type,
        author_id,
        created_at,
        assigned_to_type,
        -- 0 is nobody.
        nullif(nullif(assigned_to_id, ''), '0') as assigned_to,
        body,
        {{ state }} as state,
        {{ before }} as state_before,
        _fivetran_synced
    from {{ newest_rows('intercom_fivetran', table) }} as {{ table }}
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        id,
        conversation_id,
        author_type,
        author_id,
        created_at,
        part_type,
        case
            when part_type in ('note', 'note_and_reopen') then 'internal_note'
            when part_type in ('comment', 'quick_reply') then 'public_message'
            when
                trim(body) <> ''
                and part_type in (
                    'close', 'open', 'assignment', 'assign_and_reopen', 'snoozed', 'unsnoozed'
                )
                then 'public_message'
        end as message_type,
        case
            when state <> state_before then state
            when state <> '' then null
            when part_type = 'close' then 'closed'
            when part_type = 'snoozed' then 'snoozed'
            when
                part_type in (
                    'open', 'assign_and_reopen', 'note_and_reopen', 'unsnoozed', 'timer_unsnooze'
                )
                then 'open'
        end as state,
        coalesce(nullif(state_before, ''), 'open') as state_before,
        state <> '' as has_own_states,
        case when part_type like '%assign%' then assigned_to end as assigned_to,
        part_type like '%assign%' and assigned_to_type like '%team' as is_team,
        part_type like '%assign%' and assigned_to_type like '%admin' as is_admin,
        _fivetran_synced
    from parts
)

select * from final
