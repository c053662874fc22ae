{# The group of a raw value after `join_mapping`: NULL without a raw value, `other` for a value that the
   seed does not know. #}
{% macro mapped_group(raw_column, group_column, if_missing='null') -%}
    {%- set alias, name = group_column.split('.') -%}
    case
        when {{ raw_column }} is null then {{ if_missing }}
        else coalesce({{ alias }}_of_system.{{ name }}, {{ group_column }}, 'other')
    end
{%- endmacro %}

{# Joins a mapping seed to a raw column, under `alias`: the rows for all systems, and as
   `<alias>_of_system` those that name the row's own system, which win. #}
{% macro join_mapping(seed, raw_column, alias=none) -%}
    {%- set alias = alias or seed -%}
    {%- set key = alias ~ '.' ~ mapping_seeds()[seed] -%}
    {%- set key_of_system = alias ~ '_of_system.' ~ mapping_seeds()[seed] -%}
    {%- set source_system = raw_column.split('.')[0] ~ '.source_system' -%}
    left join {{ ref(seed) }} as {{ alias }}
        on {{ mapping_key(raw_column) }} = {{ mapping_key(key) }}
        and coalesce({{ alias }}.source_system, '') = ''
    left join {{ ref(seed) }} as {{ alias }}_of_system
        on {{ mapping_key(raw_column) }} = {{ mapping_key(key_of_system) }}
        and {{ mapping_key(source_system) }} = {{ mapping_key(alias ~ '_of_system.source_system') }}
{%- endmacro %}

{# The mapping seeds, each with its column of raw values. #}
{% macro mapping_seeds() -%}
    {{ return({
        'ticket_status_groups': 'raw_status',
        'channel_groups': 'raw_channel',
        'priority_groups': 'raw_priority',
        'call_outcome_groups': 'raw_outcome',
        'sla_metric_groups': 'raw_metric',
        'score_words': 'raw_score',
    }) }}
{%- endmacro %}

{# How raw values and seed rows are brought together: whatever keyboard and case either was written with. #}
{% macro mapping_key(column) -%}
    lower({{ folded_text(column, twin_letters()) }})
{%- endmacro %}

{# Whether a text is one of the words that a variable lists, however either is written: case, spaces, hyphens and
   underscores make no difference, nor does a keyboard. `text` comes from staging, where it was folded. Only letters other
   than ASCII have twins, and nearly no list has any. #}
{% macro is_word_of(text, variable) -%}
    {%- set words = var(variable) | map('string') | list -%}
    {%- if not words -%} {{ return('false') }} {%- endif -%}
    {%- set has_twins = not (words | join).isascii() -%}
    {%- if has_twins -%}
        {%- set twins = twin_letters() -%}
        {%- set text = "translate(" ~ text ~ ", '" ~ twins.from ~ "', '" ~ twins.to ~ "')" -%}
    {%- endif -%}
    {%- set keys = [] -%}
    {%- for word in words -%}
        {%- set literal = text_literal(word) -%}
        {%- do keys.append(word_key(mapping_key(literal) if has_twins else literal)) -%}
    {%- endfor -%}
    {{ return('coalesce(' ~ word_key(text) ~ ' in (' ~ keys | join(', ') ~ '), false)') }}
{%- endmacro %}

{# A list of words that people typed, as one text in which each word is between bars. #}
{% macro word_list(column) -%}
    {%- set text = namespace(sql='lower(trim(' ~ column ~ '))') -%}
    {%- for found, put in [(';', '|'), (',', '|'), (' |', '|'), ('| ', '|')] -%}
        {%- set text.sql = "replace(" ~ text.sql ~ ", '" ~ found ~ "', '" ~ put ~ "')" -%}
    {%- endfor -%}
    '|' || {{ text.sql }} || '|'
{%- endmacro %}

{# Whether a word is one of such a list. #}
{% macro is_in_word_list(word, list) -%}
    position('|' || {{ word }} || '|' in {{ list }}) > 0
{%- endmacro %}

{# SQL condition: a survey is one of those whose scale a row of stg_surveys__scales tells. #}
{% macro has_survey_scale(surveys, scales) -%}
    {{ surveys }}.survey_type = {{ scales }}.survey_type
    and {{ mapping_key(surveys ~ '.source_system') }} is not distinct from {{ scales }}.source_system
    and {{ mapping_key(surveys ~ '.channel') }} is not distinct from {{ scales }}.channel
    and {{ surveys }}.scale_min is not distinct from {{ scales }}.delivered_min
    and {{ surveys }}.scale_max is not distinct from {{ scales }}.delivered_max
    and {{ surveys }}.scale_direction is not distinct from {{ scales }}.delivered_direction
{%- endmacro %}
