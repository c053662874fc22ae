{{ config(materialized='ephemeral') }}
{%- set seconds = var('wait_tolerance_seconds') %}

with tickets as (
    select
        facts.*,
        -- Of a row that was written before the event, or of an unmapped word, nothing is known.
        told.updated_at <= as_of.as_of
        and {{ seconds_between('last_spans.changed_at', 'told.updated_at') }} >= -{{ seconds }}
        and not told.is_merged_away
        and 'other' not in (told.status_group, last_spans.status_group)
        and (
            ({{ is_open_status('told.status_group') }} and last_spans.is_solved)
            or ({{ is_solved_status('told.status_group') }} and last_spans.is_open)
        ) as is_contradicted
    from {{ ref('fct_tickets') }} as facts
    cross join {{ ref('int_as_of') }} as as_of
    left join {{ ref('int_tickets_scoped') }} as told
        on facts.ticket_id = told.ticket_id
    left join {{ ref('int_ticket_status_spans') }} as last_spans
        on
            facts.ticket_id = last_spans.ticket_id
            and last_spans.ended_at is null
            and last_spans.is_from_event
),

calls as (
    select
        *,
        count(talk_seconds) over (partition by source_system, media) > 0 as are_talks_told
    from {{ ref('int_calls_scoped') }}
),

orders as (
    select
        *,
        count(shipped_at) over (partition by source_system) > 0 as are_shipments_told
    from {{ ref('stg_commerce__orders') }}
),

product_returns as (
    select
        *,
        (select count(shipped_at) from orders) > 0 as are_shipments_told
    from {{ ref('int_product_returns_scoped') }}
),

{% for subject, model in [
    ('agents', 'dim_agents'), ('surveys', 'int_survey_responses_scoped'),
    ('agent_shifts', 'stg_workforce__agent_shifts'), ('customers', 'stg_commerce__customers'),
] -%}
{{ subject }} as (
    select * from {{ ref(model) }}
),

{% endfor -%}
ticket_events as (
    select
        occurred_at,
        max(occurred_at) over so_far as latest_at,
        event_sequence is null
        and event_type in ('status_change', 'team_change', 'assignment', 'priority_change')
        and min(new_value) over at_once != max(new_value) over at_once as is_in_doubt
    from {{ ref('int_ticket_events') }}
    window
        so_far as (partition by ticket_id order by {{ event_order() }}),
        at_once as (partition by ticket_id, event_type, occurred_at, event_sequence)
),

final as (
    {%- for subject, column_name, detail, condition in impossible_times() %}
    select
        '{{ subject }}' as subject,
        '{{ column_name }}' as column_name,
        '{{ detail }}' as detail,
        sum(case when {{ condition }} then 1 else 0 end) as affected_rows
    from {{ subject }}
    union all
    {%- endfor %}
    select
        'calls' as subject,
        'answered_at' as column_name,
        'answered, but by whom, when and how long is unknown' as detail,
        -- A source that never tells any of them leaves nothing to doubt.
        case
            when count(agent_id) + count(answered_at) + count(talk_seconds) = 0 then 0
            else
                sum(
                    case
                        when outcome != 'answered' or agent_id is not null then 0
                        when answered_at is not null or talk_seconds is not null then 0
                        else 1
                    end
                )
        end as affected_rows
    from calls
)

select * from final
