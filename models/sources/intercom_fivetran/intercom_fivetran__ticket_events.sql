{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

with events as (
    -- The opening message is not among the parts.
    select
        'source-' || id as event_id,
        id as ticket_id,
        created_at as occurred_at,
        'public_message' as event_type,
        source_author_type as author_type,
        source_author_id as author_id,
        cast(null as {{ type_text() }}) as old_value,
        cast(null as {{ type_text() }}) as new_value,
        _fivetran_synced
    from {{ ref('intercom_fivetran__conversations') }}
    {%- set nothing = 'cast(null as ' ~ type_text() ~ ')' -%}
    {%- for kind, event_type, condition, value, before in [
        ('message', 'message_type', 'message_type is not null', nothing, nothing),
        ('state', "'status_change'", 'state is not null', 'state', 'state_before'),
        ('team', "'team_change'", 'is_team', 'assigned_to', nothing),
        ('admin', "'assignment'", 'is_admin', 'assigned_to', nothing)
    ] %}
    union all
    select
        '{{ kind }}-' || id as event_id,
        conversation_id as ticket_id,
        created_at as occurred_at,
        {{ event_type }} as event_type,
        author_type,
        author_id,
        coalesce(
            lag({{ value }}) over (partition by conversation_id order by created_at, id),
            {{ before }}
        ) as old_value,
        {{ value }} as new_value,
        _fivetran_synced
    from {{ ref('intercom_fivetran__part_states') }}
    where {{ condition }}
    {%- endfor %}
),

final as (
    select
        'intercom' as source_system,
        event_id,
        ticket_id,
        {{ utc_text('occurred_at') }} as occurred_at,
        event_type,
        case
            when author_type = 'admin' then 'agent'
            when author_type in ('user', 'lead', 'contact') then 'customer'
            when author_type = 'bot' then 'bot'
            else 'system'
        end as actor_type,
        case when author_type in ('admin', 'user', 'lead', 'contact') then author_id end
            as actor_id,
        author_type not in ('admin', 'user', 'lead', 'contact') as is_automated,
        old_value,
        new_value,
        {{ utc_text('_fivetran_synced') }} as loaded_at
    from events
)

select * from final
