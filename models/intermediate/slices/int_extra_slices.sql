{{ config(materialized='table' if var('extra_slices') else 'ephemeral') }}
{#- Raw table, its typed rows, what a row is and its key. -#}
{%- set subjects = [
    ('tickets', ref('base_helpdesk__tickets'), 'ticket'),
    ('calls', ref('base_telephony__calls'), 'call'),
    ('surveys', ref('base_surveys__surveys'), 'survey'),
] -%}
-- The columns that `extra_slices` names, of the newest version of every ticket, call and survey.
with final as (
    {%- for raw_table, relation, subject in subjects %}
    {%- set own = extra_slices_of(raw_table) %}
    {%- set named = extra_slice_names_of(raw_table) %}
    {{ 'union all' if not loop.first }}
    select
        '{{ subject }}' as subject,
        {{ subject }}_id as subject_id
        {%- for name in extra_slices() %},
        {% if name in own -%}
            extra_slice_{{ own.index(name) + 1 }}
        {%- elif name in named -%}
            {{ name }}
        {%- else -%}
            cast(null as {{ type_text() }})
        {%- endif %} as extra_value_{{ loop.index }}
        {%- endfor %}
    from {{ relation }}
    where version_rank = 1 and {{ 'true' if named else 'false' }}
    {%- endfor %}
)

select * from final
