{{ config(materialized='ephemeral') }}
{%- set word = ['policy_id', 'metric', 'priority_word'] | join(', ') -%}
-- What a policy promises for a word of a priority, and from when to when.
with policies as (
    select
        policy_id,
        metric,
        priority,
        {{ mapping_key('raw_priority') }} as priority_word,
        target_seconds,
        is_business_hours,
        schedule_id,
        pausing_statuses,
        coalesce(valid_from, cast('0001-01-01' as {{ type_timestamp() }})) as valid_from,
        valid_to,
        row_number() over (
            partition by
                policy_id,
                metric,
                {{ mapping_key('raw_priority') }},
                coalesce(valid_from, cast('0001-01-01' as {{ type_timestamp() }}))
            order by target_seconds, updated_at desc
        ) as rank_of_version
    from {{ ref('stg_helpdesk__sla_policies') }}
    where metric != 'other'
),

versions as (
    select * from policies where rank_of_version = 1
),

boundaries as (
    select {{ word }}, valid_from from versions
    union
    select {{ word }}, valid_to as valid_from from versions where valid_to is not null
),

spans as (
    select
        *,
        lead(valid_from) over (partition by {{ word }} order by valid_from) as valid_to
    from boundaries
),

-- Of several valid versions the latest counts; at its end an earlier one may go on.
ranked as (
    select
        versions.policy_id,
        versions.metric,
        versions.priority,
        versions.priority_word,
        versions.target_seconds,
        versions.is_business_hours,
        versions.schedule_id,
        versions.pausing_statuses,
        spans.valid_from,
        spans.valid_to,
        row_number() over (
            partition by
                spans.policy_id, spans.metric, spans.priority_word, spans.valid_from
            order by versions.valid_from desc
        ) as recency
    from spans
    inner join versions
        on
            spans.policy_id = versions.policy_id
            and spans.metric = versions.metric
            and spans.priority_word = versions.priority_word
            and {{ is_within_span('spans.valid_from', 'versions') }}
),

final as (
    select * from ranked where recency = 1
)

select * from final
