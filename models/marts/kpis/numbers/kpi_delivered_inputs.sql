{{ config(materialized='ephemeral') }}
{#- What a KPI may need beside a table: a column, or a kind of rows. It was delivered where any row
    has it: a column that is always empty was not. -#}
{%- set inputs = {
    'tickets': [ref('base_helpdesk__tickets'), [
        'is_spam', 'topic_id', 'ticket_type', 'customer_id', 'merged_into_ticket_id',
        'first_responded_at', 'fulfilled_at', 'reopen_count', 'knowledge_added',
    ], {}],
    'ticket_events': [ref('base_helpdesk__ticket_events'), ['work_seconds'], {
        'status_change': "event_type = 'status_change'",
        'public_message': "event_type = 'public_message'",
        'assignment': "event_type in ('assignment', 'team_change')",
        'merge': "event_type = 'merge'",
        'knowledge_link': "event_type = 'knowledge_link' or article_id is not null",
        'bot': "actor_type = 'bot' or event_type = 'bot_handoff'",
        'bot_handoff': "event_type = 'bot_handoff'",
        'automation': "actor_type in ('bot', 'system') or is_automated",
    }],
    'messages': [ref('int_ticket_messages'), [], {
        'agent': "author_role = 'agent'",
        'customer': "author_role = 'customer'",
    }],
    'agents': [ref('base_workforce__agents'), ['tier', 'left_on'], {'is_bot': 'is_bot'}],
    'agent_shifts': [ref('base_workforce__agent_shifts'), [], {
        'scheduled': "coalesce(kind, 'scheduled') = 'scheduled'",
        'paid': "kind = 'paid'",
        'status': "kind in ('available', 'on_contact')",
        'available': "kind = 'available'",
        'on_contact': "kind = 'on_contact'",
    }],
    'quality_reviews': [ref('base_workforce__quality_reviews'), ['is_critical_error'], {}],
    'calls': [ref('base_telephony__calls'), [
        'agent_id', 'customer_id', 'hold_seconds', 'wrap_seconds', 'disconnected_by',
        'transferred_to', 'parent_call_id', 'callback_accepted_at', 'callback_completed_at',
    ], {
        'queued_at': 'queued_at is not null or wait_seconds is not null',
        'ended_at': 'ended_at is not null or wait_seconds is not null',
        'disposition': "disposition in ('resolved', 'unresolved')",
        'ivr_seconds': "ivr_seconds is not null or lower(outcome) = 'ivr_only'",
    }],
    'missed_calls': [ref('int_calls'), [], {
        'agent_id': "outcome = 'missed' and agent_id is not null",
    }],
    'surveys': [ref('stg_surveys__surveys'), [], {
        'csat': "survey_type = 'csat'",
        'ces': "survey_type = 'ces'",
        'nps_relationship': "survey_type = 'nps' and nps_kind = 'relationship'",
        'nps_transactional': "survey_type = 'nps' and nps_kind = 'transactional'",
        'unanswered': 'sent_at is not null and not is_answered',
    }],
    'help_center_events': [ref('base_help_center__help_center_events'), ['customer_id'], {
        'page_view': "event_type = 'page_view'",
        'search': "event_type = 'search' and results_count is not null",
        'article_vote': "event_type = 'article_vote' and vote_value is not null",
    }],
    'kb_articles': [ref('base_knowledge__kb_articles'), ['source_ticket_id'], {}],
    'orders': [ref('base_commerce__orders'), ['shipped_at', 'amount'], {}],
    'product_returns': [ref('base_commerce__product_returns'), ['reason'], {}],
} -%}

with final as (
    {%- for table_name, (relation, columns, conditions) in inputs.items() %}
    {%- for column in columns %}
    {%- do conditions.update({column: column ~ ' is not null'}) %}
    {%- endfor %}
    {%- set counted = [] %}
    {%- for name in conditions %}
    {%- do counted.append({
        'input_name': "'" ~ table_name ~ '.' ~ name ~ "'",
        'is_delivered': 'coalesce(' ~ name ~ ' > 0, false)',
    }) %}
    {%- endfor %}
    {{ 'union all' if not loop.first }}
    select * from (
        with {{ table_name }}_counted as (
            select
                {%- for name, condition in conditions.items() %}
                count(case when {{ condition }} then 1 end) as {{ name }}{{ ',' if not loop.last }}
                {%- endfor %}
            from {{ relation }}
        )

        {{ rows_from_columns(table_name ~ '_counted', counted) }}
    ) as {{ table_name }}_inputs
    {%- endfor %}
    union all
    -- What is needed of tickets alone is not needed where there are none.
    select
        'tickets.none' as input_name,
        count(*) = 0 as is_delivered
    from {{ ref('base_helpdesk__tickets') }}
)

select * from final
