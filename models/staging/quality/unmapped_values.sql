{{ config(materialized='table') }}
{%- set is_status = "event_type = 'status_change'" -%}
{%- set delivered_columns = [
    ('stg_helpdesk__tickets', 'raw_status', 'ticket_status_groups', '1 = 1'),
    ('stg_helpdesk__ticket_events', 'old_value', 'ticket_status_groups', is_status),
    ('stg_helpdesk__ticket_events', 'new_value', 'ticket_status_groups', is_status),
    ('stg_helpdesk__tickets', 'raw_channel', 'channel_groups', '1 = 1'),
    ('stg_surveys__surveys', 'raw_channel', 'channel_groups', '1 = 1'),
    ('stg_finance__costs', 'raw_channel', 'channel_groups', '1 = 1'),
    ('stg_helpdesk__tickets', 'raw_priority', 'priority_groups', '1 = 1'),
    ('stg_helpdesk__sla_policies', 'raw_priority', 'priority_groups', '1 = 1'),
    ('stg_helpdesk__sla_policies', 'raw_metric', 'sla_metric_groups', '1 = 1'),
    ('stg_telephony__calls', 'raw_outcome', 'call_outcome_groups', '1 = 1'),
] -%}

-- Values of the columns that a mapping seed groups or for which the contract has words, by system.
with delivered as (
    {%- for model, column, seed, condition in delivered_columns %}
    select
        cast('{{ seed }}' as {{ type_text() }}) as mapping_name,
        cast('{{ model }}' as {{ type_text() }}) as model_name,
        cast('{{ column }}' as {{ type_text() }}) as column_name,
        {{ column }} as raw_value,
        source_system,
        count(*) as row_count
    from {{ ref(model) }}
    where {{ column }} is not null and {{ condition }}
    group by {{ column }}, source_system
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ unknown_words() }}
),

words as (
    select
        *,
        {{ mapping_key('raw_value') }} as word,
        {{ mapping_key('source_system') }} as system_name
    from delivered
),

seed_rows as (
    {%- for seed, raw_column in mapping_seeds().items() %}
    select
        cast('{{ seed }}' as {{ type_text() }}) as mapping_name,
        {{ raw_column }} as raw_value,
        source_system
    from {{ ref(seed) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

known as (
    select
        mapping_name,
        {{ mapping_key('raw_value') }} as word,
        {{ mapping_key('source_system') }} as system_name
    from seed_rows
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

shown as (
    select
        mapping_name,
        model_name,
        column_name,
        {{ published_text('word') }} as raw_value,
        row_count
    from unknown
),

final as (
    select
        mapping_name,
        model_name,
        column_name,
        raw_value,
        cast(sum(row_count) as {{ type_integer() }}) as row_count
    from shown
    group by mapping_name, model_name, column_name, raw_value
)

select * from final
