{{ config(materialized='ephemeral') }}
{#- What a KPI may need beside a table: a column, or a kind of rows. It was delivered where any row
    has it: a column that is always empty was not. -#}
{%- set inputs = {
    'tickets': [ref('base_helpdesk__tickets'), {
        'is_spam': 'is_spam is not null',
        'topic_id': 'topic_id is not null',
        'ticket_type': 'ticket_type is not null',
        'customer_id': 'customer_id is not null',
        'merged_into_ticket_id': 'merged_into_ticket_id is not null',
        'first_responded_at': 'first_responded_at is not null',
        'fulfilled_at': 'fulfilled_at is not null',
        'reopen_count': 'reopen_count is not null',
        'knowledge_added': 'knowledge_added is not null',
    }],
    'ticket_events': [ref('base_helpdesk__ticket_events'), {
        'status_change': "lower(event_type) = 'status_change'",
        'assignment': "lower(event_type) in ('assignment', 'team_change')",
        'merge': "lower(event_type) = 'merge'",
        'knowledge_link': "lower(event_type) = 'knowledge_link' or article_id is not null",
        'work_seconds': 'work_seconds is not null',
        'bot': "lower(actor_type) = 'bot' or lower(event_type) = 'bot_handoff'",
        'automation': "lower(actor_type) in ('bot', 'system') or is_automated",
    }],
    'messages': [ref('int_ticket_messages'), {
        'agent': "author_role = 'agent'",
        'customer': "author_role = 'customer'",
    }],
    'agents': [ref('base_workforce__agents'), {
        'tier': 'tier is not null',
        'is_bot': 'is_bot',
    }],
    'calls': [ref('base_telephony__calls'), {
        'agent_id': 'agent_id is not null',
        'customer_id': 'customer_id is not null',
        'queued_at': 'queued_at is not null or wait_seconds is not null',
        'hold_seconds': 'hold_seconds is not null',
        'wrap_seconds': 'wrap_seconds is not null',
        'ivr_seconds': "ivr_seconds is not null or lower(outcome) = 'ivr_only'",
        'disconnected_by': 'disconnected_by is not null',
        'callback_accepted_at': 'callback_accepted_at is not null',
        'callback_completed_at': 'callback_completed_at is not null',
    }],
    'surveys': [ref('base_surveys__surveys'), {
        'csat': "lower(survey_type) = 'csat'",
        'ces': "lower(survey_type) = 'ces'",
        'nps_relationship': "lower(survey_type) = 'nps' and lower(nps_kind) = 'relationship'",
        'nps_transactional': "lower(survey_type) = 'nps' and lower(nps_kind) = 'transactional'",
        'unanswered': 'sent_at is not null and responded_at is null',
    }],
    'help_center_events': [ref('base_help_center__help_center_events'), {
        'page_view': "lower(event_type) = 'page_view'",
        'search': "lower(event_type) = 'search' and results_count is not null",
        'article_vote': "lower(event_type) = 'article_vote' and vote_value is not null",
        'customer_id': 'customer_id is not null',
    }],
    'kb_articles': [ref('base_knowledge__kb_articles'), {
        'source_ticket_id': 'source_ticket_id is not null',
    }],
    'orders': [ref('base_commerce__orders'), {
        'shipped_at': 'shipped_at is not null',
        'amount': 'amount is not null',
    }],
    'product_returns': [ref('base_commerce__product_returns'), {
        'reason': 'reason is not null',
    }],
} -%}

with final as (
    {%- for table_name, (relation, conditions) in inputs.items() %}
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
