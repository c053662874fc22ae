{#- Rows by value of every slice; then what only names values. #}
{%- set facts = [
    (with_refs(with_extra_slices('int_tickets')), slices_of('ticket', agent='owner_agent_id')),
    (with_refs(with_extra_slices('int_calls')), slices_of('call', agent='agent_id')),
    (ref('int_help_center_actions'), {'article': 'article_id', 'topic': 'topic_id'}),
] -%}
{%- set named = [
    (ref('stg_commerce__customers'), dict(slices_of('customer'), customer_segment='segment')),
    (ref('int_agents_current'), {'agent': 'agent_id', 'team': 'team_id'}),
    (ref('int_ticket_messages'), {'agent': "case when author_role = 'agent' then actor_id end"}),
    (ref('int_tickets'), {'agent': 'assignee_id'}),
    (ref('int_ticket_attribute_spans'), {
        'agent': "case when attribute = 'agent' then attribute_value end",
        'team': "case when attribute = 'team' then attribute_value end",
        'topic': "case when attribute = 'topic' then attribute_value end",
    }),
    (ref('stg_commerce__orders'), {'product': 'product_id'}),
    (ref('stg_commerce__product_returns'), {'product': 'product_id'}),
    (ref('stg_surveys__surveys'), {'agent': 'agent_id'}),
    (ref('stg_workforce__agent_shifts'), {'agent': 'agent_id'}),
    (ref('stg_workforce__quality_reviews'), {'agent': 'agent_id'}),
] -%}
-- A slice with many values is published for its largest that may be judged; here are the rest.
with counted as (
    {%- for relation, slices in facts + named %}
    {{ 'union all' if not loop.first }}
    select
        {{ slice_columns(slices, 'slice_name') }} as slice_name,
        {{ slice_columns(slices, 'slice_value') }} as slice_value,
        {{ 'count(*)' if loop.index <= facts | length else '0' }} as row_count
    from (
        select
            {{ slice_columns(slices, 'values') }}
            1 as every_row
        from {{ relation }} as fact  -- noqa: AL05
    ) as sliced
    {{ slice_grouping_sets(slices, 'every_row', include_overall=false) }}
    {%- endfor %}
),

summed as (
    select
        slice_name,
        slice_value,
        sum(row_count) as row_count
    from counted
    where slice_name != 'overall' and slice_value not in ('unknown', 'unassigned')
    group by slice_name, slice_value
),

ranked as (
    select
        *,
        row_number() over (
            partition by slice_name order by row_count desc, slice_value
        ) as value_rank,
        count(*) over (partition by slice_name) as value_count
    from summed
),

judged as (
    select
        slice_name,
        slice_value,
        value_rank > {{ var('max_slice_values') }}
        -- So few rows would never be judged.
        or (
            value_count > {{ var('max_slice_values') }}
            and row_count < {{ var('min_sample_size') }}
        ) as is_folded,
        value_rank > {{ var('max_watched_slice_values') }} as is_not_watched,
        cast(row_count as bigint) as row_count
    from ranked
),

final as (
    select
        slice_name,
        slice_value,
        is_folded,
        row_count
    from judged
    where is_folded or is_not_watched
)

select * from final
