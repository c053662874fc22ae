{{ config(materialized='ephemeral') }}
{%- set same_topic = 'partition by customer_id, topic_id order by contacted_at, contact_id' -%}
{%- set anything = 'partition by customer_id order by contacted_at, contact_id' -%}
{%- set missing_topic = var('fcr_missing_topic') -%}
{%- if missing_topic not in ('strict', 'lenient') -%}
    {{ exceptions.raise_compiler_error(
        "Configuration wrong: fcr_missing_topic is '" ~ missing_topic ~ "'; use strict or lenient."
    ) }}
{%- endif %}

-- For every contact the next one of the same customer on the same issue, and until when an earlier
-- one kept its issue open. A contact without a topic is on every issue, or on none
-- (fcr_missing_topic); a later call about a ticket is on its issue, whatever its topic.
with contacts as (
    select
        *,
        coalesce(first_solved_at, contacted_at) as quiet_from
    from {{ ref('int_contacts_joined') }}
    where customer_id is not null
),

later_calls as (
    select
        contacts.contact_id,
        min(calls.started_at) as next_call_at
    from contacts
    inner join {{ ref('int_call_ticket_links') }} as links
        on contacts.ticket_id = links.ticket_id
    inner join {{ ref('int_calls') }} as calls
        on links.call_id = calls.call_id
    where
        calls.started_at > {{ add_seconds(
            'contacts.contacted_at', variable_seconds('contact_link_minutes')
        ) }}
    group by contacts.contact_id
),

looked_around as (
    select
        contact_id,
        topic_id,
        contacted_at,
        lead(contacted_at) over ({{ same_topic }}) as next_on_topic_at,
        lag(contacted_at) over ({{ same_topic }}) as previous_on_topic_at,
        max(quiet_from) over ({{ same_topic }} rows between unbounded preceding and 1 preceding)
            as quiet_from_on_topic,
        lead(contacted_at) over ({{ anything }}) as next_at,
        lag(contacted_at) over ({{ anything }}) as previous_at,
        max(quiet_from) over ({{ anything }} rows between unbounded preceding and 1 preceding)
            as quiet_from_any,
        min(case when topic_id is null then contacted_at end) over (
            {{ anything }} rows between 1 following and unbounded following
        ) as next_without_topic_at,
        max(case when topic_id is null then contacted_at end) over (
            {{ anything }} rows between unbounded preceding and 1 preceding
        ) as previous_without_topic_at,
        max(case when topic_id is null then quiet_from end) over (
            {{ anything }} rows between unbounded preceding and 1 preceding
        ) as quiet_from_without_topic
    from contacts
),

final as (
    select
        looked_around.contact_id,
        {%- if missing_topic == 'strict' %}
        case
            when topic_id is null then least(next_at, next_call_at)
            else least(next_on_topic_at, next_without_topic_at, next_call_at)
        end as next_contact_at,
        case
            when topic_id is null then previous_at
            else greatest(previous_on_topic_at, previous_without_topic_at)
        end as previous_contact_at,
        case
            when topic_id is null then quiet_from_any
            else greatest(quiet_from_on_topic, quiet_from_without_topic)
        end as earlier_issue_quiet_from
        {%- else %}
        least(case when topic_id is not null then next_on_topic_at end, next_call_at)
            as next_contact_at,
        case when topic_id is not null then previous_on_topic_at end as previous_contact_at,
        case when topic_id is not null then quiet_from_on_topic end as earlier_issue_quiet_from
        {%- endif %}
    from looked_around
    left join later_calls
        on looked_around.contact_id = later_calls.contact_id
)

select * from final
