{%- set answered_surveys -%}
    (
        select
            surveys.sent_at,
            surveys.responded_at,
            answers.loaded_at,
            answers.version_rank
        from {{ ref('base_surveys__survey_answers') }} as answers
        left join {{ ref('base_surveys__surveys') }} as surveys
            on answers.survey_id = surveys.survey_id and surveys.version_rank = 1
        where answers.version_rank = 1
    ) as answered
{%- endset -%}

{#- What happened, from when to when, by the newest version of each row. A register (customers,
    articles) says who there is: it covers everything until its delivery, however long ago the
    newest row began. -#}
{%- set occurrences = [
    ('tickets', ref('base_helpdesk__tickets'), 'created_at',
        latest_occurrence('tickets')),
    ('ticket_events', ref('base_helpdesk__ticket_events'), 'occurred_at',
        latest_occurrence('ticket_events')),
    ('calls', ref('base_telephony__calls'), 'started_at', latest_occurrence('calls')),
    ('surveys', ref('base_surveys__surveys'), 'coalesce(sent_at, responded_at)',
        latest_occurrence('surveys')),
    ('help_center_events', ref('base_help_center__help_center_events'), 'occurred_at',
        latest_occurrence('help_center_events')),
    ('orders', ref('base_commerce__orders'), 'ordered_at', 'ordered_at'),
    ('product_returns', ref('base_commerce__product_returns'), 'received_at', 'received_at'),
    ('kb_articles', ref('base_knowledge__kb_articles'), 'created_at', 'loaded_at'),
    ('costs', ref('base_finance__costs'), local_midnight('month'), local_midnight('month')),
    ('survey_answers', answered_surveys, 'coalesce(sent_at, responded_at)',
        'greatest(sent_at, responded_at)'),
    ('customers', ref('base_commerce__customers'), local_midnight('active_from'), 'loaded_at'),
    ('agent_shifts', ref('base_workforce__agent_shifts'), 'started_at', 'ended_at'),
    ('quality_reviews', ref('base_workforce__quality_reviews'), 'reviewed_at', 'reviewed_at'),
] -%}

{%- set undated = [
    ('agents', ref('base_workforce__agents')),
    ('teams', ref('base_workforce__teams')),
    ('sla_policies', ref('base_helpdesk__sla_policies')),
    ('business_hours', ref('base_helpdesk__business_hours')),
    ('holidays', ref('base_helpdesk__holidays')),
] -%}

with final as (
    {%- for raw_table, relation, earliest, latest in occurrences %}
    {{ 'union all' if not loop.first }}
    select
        '{{ raw_table }}' as raw_table,
        count(*) as row_count,
        count(*) > 0 as is_delivered,
        min({{ earliest }}) as covered_from,
        max({{ latest }}) as covered_until,
        max(loaded_at) as delivered_until
    from {{ relation }}
    where version_rank = 1
    {%- endfor %}
    {%- for raw_table, relation in undated %}
    union all
    select
        '{{ raw_table }}' as raw_table,
        count(*) as row_count,
        count(*) > 0 as is_delivered,
        cast(null as {{ type_timestamp() }}) as covered_from,
        cast(null as {{ type_timestamp() }}) as covered_until,
        cast(null as {{ type_timestamp() }}) as delivered_until
    from {{ relation }}
    where version_rank = 1
    {%- endfor %}
)

select * from final
