{{ config(enabled=is_source_enabled('freshdesk_api')) }}

{%- set words = {
    'status': ['', 'open', 'pending', 'resolved', 'closed', 'waiting on customer',
        'waiting on third party'],
    'priority': ['low', 'medium', 'high', 'urgent'],
    'source': ['email', 'portal', 'phone', 'forum', 'twitter', 'facebook', 'chat', 'mobihelp',
        'feedback widget', 'outbound email', 'ecommerce', 'bot', 'whatsapp']
} %}
{%- set moments = ['first_responded_at', 'resolved_at', 'closed_at'] %}
with tickets as (
    select
        *,
        {{ utc_text('created_at') }} as created,
        {%- for moment in moments %}
        {{ utc_text(json_text('stats', [moment])) }} as {{ moment }},
        {%- endfor %}
        coalesce(source = '10', false) as is_outbound,
        status in ('4', '5') as is_solved
    from {{ newest_rows('freshdesk_api', 'tickets') }} as tickets
),

default_calendar as (
    select min(id) as id
    from {{ source_rows('freshdesk_api', 'business_hours') }} as calendars
    where {{ safe_boolean('is_default') }}
),

tags as (
    select
        id as ticket_id,
        {{ joined_texts("replace(item, ',', ' ')", ',') }} as tags
    from {{ json_items('tickets', ['id'], 'tags') }} as tags
    group by id
),

final as (
    select
        'freshdesk' as source_system,
        tickets.id as ticket_id,
        tickets.created as created_at,
        -- Numbers that an account added stay as they are, and are reported.
        {%- for column, texts in words.items() %}
        case tickets.{{ column }}
            {%- for word in texts if word %}
            when '{{ texts.index(word) + 1 }}' then '{{ word }}'
            {%- endfor %}
            else tickets.{{ column }}
        end as {{ 'channel' if column == 'source' else column }},
        {%- endfor %}
        case when tickets.is_outbound then 'outbound' end as direction,
        case when tickets.is_outbound then 'agent' else 'customer' end as created_by_type,
        tickets.requester_id as customer_id,
        tickets.company_id as organisation_id,
        tickets.subject,
        tickets.type as ticket_type,
        tickets.product_id,
        tickets.group_id as team_id,
        tickets.responder_id as assignee_id,
        tags.tags,
        tickets.spam as is_spam,
        tickets.deleted as is_deleted,
        coalesce(nullif(teams.business_hour_id, ''), default_calendar.id) as schedule_id,
        -- An outbound mail is resolved when it is written: nobody waits for it.
        case when not tickets.is_outbound then policies.sla_policy_id end as sla_policy_id,
        case
            when not tickets.is_outbound and automatic.ticket_id is null
                then tickets.first_responded_at
        end as first_responded_at,
        case when tickets.is_solved then coalesce(tickets.resolved_at, tickets.closed_at) end
            as solved_at,
        case when tickets.is_solved then tickets.closed_at end as closed_at,
        case when not tickets.is_outbound then {{ utc_text('tickets.due_by') }} end
            as resolution_due_at,
        {%- for name, moment in [
            ('first_reply', 'first_responded_at'), ('resolution', 'resolved_at')
        ] %}
        {{ seconds_between(
            safe_timestamp('tickets.created'), safe_timestamp('tickets.' ~ moment)
        ) }} as reported_{{ name }}_seconds,
        {%- endfor %}
        {{ utc_text('tickets.updated_at') }} as updated_at
    from tickets
    cross join default_calendar
    left join {{ newest_rows('freshdesk_api', 'groups') }} as teams
        on tickets.group_id = teams.id
    left join {{ ref('freshdesk_api__ticket_policies') }} as policies
        on tickets.id = policies.ticket_id
    left join tags
        on tickets.id = tags.ticket_id
    -- Their first response may be the automatic one.
    left join (
        select distinct ticket_id
        from {{ ref('freshdesk_api__messages') }}
        where is_automated and event_type = 'public_message'
    ) as automatic
        on tickets.id = automatic.ticket_id
)

select * from final
