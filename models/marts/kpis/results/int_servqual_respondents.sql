{%- set dimensions = ['tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy'] %}

with responses as (
    select
        *,
        case when is_perception_only then dimension_perception end as perception_alone
    from {{ ref('fct_servqual_responses') }}
    where is_counted_response
),

final as (
    select
        survey_id,
        max(channel) as channel,
        max(responded_date) as responded_date,
        {%- for dimension in dimensions %}
        max(case when dimension = '{{ dimension }}' then dimension_gap end) as {{ dimension }}_gap,
        max(case when dimension = '{{ dimension }}' then perception_alone end)
            as {{ dimension }}_perception,
        {%- endfor %}
        avg(dimension_gap) as mean_gap,
        sum(dimension_weight * dimension_gap)
        / nullif(sum(case when dimension_gap is not null then dimension_weight end), 0)
            as weighted_gap,
        avg(perception_alone) as mean_perception
    from responses
    where dimension in ({{ "'" ~ dimensions | join("', '") ~ "'" }})
    group by survey_id
)

select * from final
