{{ config(materialized='table' if var('extra_slices') else 'ephemeral') }}
{#- Raw table, its typed rows, what a row is and its key. -#}
{%- set subjects = [
    ('tickets', ref('base_helpdesk__tickets'), 'ticket'),
    ('calls', ref('base_telephony__calls'), 'call'),
    ('surveys', ref('base_surveys__surveys'), 'survey'),
] -%}
-- What `extra_slices` names, of the newest version of every ticket, call and survey: a column's
-- value, or whether the ticket has a tag. Where no ticket has any, tags were not delivered.
with final as (
    {%- for raw_table, relation, subject in subjects %}
    {%- set own = extra_slices_of(raw_table) %}
    {%- set columns = extra_columns_of(raw_table) %}
    {{ 'union all' if not loop.first }}
    select
        '{{ subject }}' as subject,
        {{ subject }}_id as subject_id
        {%- for name in extra_slices() %},
        {%- if name in columns %}
        extra_slice_{{ columns.index(name) + 1 }}
        {%- elif name in own and name == 'source_system' %}
        source_system
        {%- elif name in own %}
        case
            when {{ is_in_word_list(sql_text(name[4:]), word_list('tags')) }} then 'yes'
            when count(tags) over () > 0 then 'no'
        end
        {%- else %}
        cast(null as {{ type_text() }})
        {%- endif %}
            as extra_value_{{ loop.index }}
        {%- endfor %}
    from {{ relation }}
    where version_rank = 1 and {{ 'true' if own else 'false' }}
    {%- endfor %}
)

select * from final
