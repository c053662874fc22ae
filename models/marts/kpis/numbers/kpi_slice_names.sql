{{ config(materialized='ephemeral') }}
{#- Slices that only the rows themselves name: table, id, name and time of a row. -#}
{%- set named_by_rows = [
    ('queue', ref('int_calls'), 'queue_id', 'queue_name', 'started_at'),
    ('product', ref('int_tickets_scoped'), 'product_id', 'product_name', 'created_at'),
] -%}
{%- set dimensions = [
    ('team', ref('dim_teams'), 'team_id', 'team_name'),
    ('topic', ref('dim_topics'), 'topic_id', 'topic_name'),
    ('channel', ref('dim_channels'), 'channel', 'channel_name'),
] -%}
with given as (
    {%- for slice_name, relation, id, name, moment in named_by_rows %}
    {{ 'union all' if not loop.first }}
    select
        '{{ slice_name }}' as slice_name,
        {{ id }} as slice_value,
        {{ name }} as slice_label,
        max({{ moment }}) as newest_at
    from {{ relation }}
    where {{ id }} is not null and {{ name }} is not null
    group by {{ id }}, {{ name }}
    {%- endfor %}
),

-- Renamed, it is called by its newest name.
ranked as (
    select
        *,
        row_number() over (
            partition by slice_name, slice_value order by newest_at desc, slice_label
        ) as name_rank
    from given
),

final as (
    select
        slice_name,
        slice_value,
        slice_label
    from ranked
    where name_rank = 1
    {%- for slice_name, relation, id, name in dimensions %}
    union all
    select
        '{{ slice_name }}' as slice_name,
        {{ id }} as slice_value,
        {{ name }} as slice_label
    from {{ relation }}
    {%- endfor %}
)

select * from final
