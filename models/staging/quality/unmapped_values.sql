{{ config(materialized='table') }}

with delivered as (
    {{ delivered_words(
        'stg_helpdesk__tickets', 'raw_status', 'ticket_status_groups'
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_helpdesk__ticket_events', 'old_value', 'ticket_status_groups',
        "event_type = 'status_change'"
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_helpdesk__ticket_events', 'new_value', 'ticket_status_groups',
        "event_type = 'status_change'"
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_helpdesk__tickets', 'raw_channel', 'channel_groups'
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_surveys__surveys', 'raw_channel', 'channel_groups'
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_finance__costs', 'raw_channel', 'channel_groups'
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_helpdesk__tickets', 'raw_priority', 'priority_groups'
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_helpdesk__sla_policies', 'raw_priority', 'priority_groups'
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_helpdesk__sla_policies', 'raw_metric', 'sla_metric_groups'
    ) | indent(4) }}
    union all
    {{ delivered_words(
        'stg_telephony__calls', 'raw_outcome', 'call_outcome_groups'
    ) | indent(4) }}
),

words as (
    select
        *,
        {{ mapping_key('raw_value') }} as word,
        {{ mapping_key('source_system') }} as system_name
    from delivered
),

known as (
    {%- for seed, raw_column in mapping_seeds().items() %}
    select
        cast('{{ seed }}' as {{ type_text() }}) as mapping_name,
        {{ mapping_key(raw_column) }} as word,
        {{ mapping_key('source_system') }} as system_name
    from {{ ref(seed) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- Only rows for all systems, or for the word's own, know it.
unknown as (
    select words.*
    from words
    left join known
        on words.mapping_name = known.mapping_name
        and words.word = known.word
        and coalesce(known.system_name, words.system_name, '') = coalesce(words.system_name, '')
    where known.word is null
),

final as (
    select
        mapping_name,
        model_name,
        column_name,
        {{ published_text('word') }} as raw_value,
        cast(sum(row_count) as {{ type_integer() }}) as row_count
    from unknown
    group by mapping_name, model_name, column_name, {{ published_text('word') }}
)

select * from final
