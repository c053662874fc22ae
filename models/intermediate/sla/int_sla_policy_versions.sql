{{ config(materialized=part_materialization()) }}
-- A target is found by the ticket's own word for its priority, else by the group of that word,
-- where all words of the group that the policy names agree.
with words as (
    select * from {{ ref('int_sla_policy_words') }}
),

starts as (
    select
        policy_id,
        metric,
        priority,
        valid_from
    from words
    where priority != 'other'
    union
    select
        policy_id,
        metric,
        priority,
        valid_to as valid_from
    from words
    where priority != 'other' and valid_to is not null
),

group_spans as (
    select
        *,
        lead(valid_from) over (
            partition by policy_id, metric, priority order by valid_from
        ) as valid_to
    from starts
),

agreed as (
    select
        group_spans.policy_id,
        group_spans.metric,
        group_spans.priority,
        group_spans.valid_from,
        group_spans.valid_to,
        min(words.target_seconds) as target_seconds,
        min(case when words.is_business_hours then 1 else 0 end) = 1 as is_business_hours,
        min(words.schedule_id) as schedule_id,
        min(words.pausing_statuses) as pausing_statuses
    from group_spans
    inner join words
        on
            group_spans.policy_id = words.policy_id
            and group_spans.metric = words.metric
            and group_spans.priority = words.priority
            and {{ is_within_span('group_spans.valid_from', 'words') }}
    group by 1, 2, 3, 4, 5
    having
        min(words.target_seconds) = max(words.target_seconds)
        and min(case when words.is_business_hours then 1 else 0 end)
        = max(case when words.is_business_hours then 1 else 0 end)
        and min(coalesce(words.schedule_id, '')) = max(coalesce(words.schedule_id, ''))
        and min(coalesce(words.pausing_statuses, '')) = max(coalesce(words.pausing_statuses, ''))
),

final as (
    select
        policy_id,
        metric,
        'word' as matched_by,
        priority_word as matched_priority,
        target_seconds,
        is_business_hours,
        schedule_id,
        pausing_statuses,
        valid_from,
        valid_to
    from words
    union all
    select
        policy_id,
        metric,
        'group' as matched_by,
        priority as matched_priority,
        target_seconds,
        is_business_hours,
        schedule_id,
        pausing_statuses,
        valid_from,
        valid_to
    from agreed
)

select * from final
