{{ config(materialized='ephemeral') }}
{%- set seconds = var('wait_tolerance_seconds') %}
{%- set impossible = [
    ('tickets', 'first_responded_at', 'a reply at or before creation: no first response time',
        'has_reply_before_creation and is_inbound'),
    ('tickets', 'solved_at', 'solved before creation: no resolution time',
        'solved_at < created_at'),
    ('tickets', 'solved_at', 'solved at an unknown time: no resolution time, no backlog',
        'is_solved and solved_at is null'),
    ('tickets', 'updated_at', 'an older version is in force: the newer one is broken', 'is_stale'),
    ('tickets', 'status', 'contradicts the last event, which counts', 'is_contradicted'),
    ('ticket_events', 'sequence', 'earlier than what its sequence puts before it',
        'occurred_at < latest_at'),
    ('calls', 'answered_at', 'answered before it was queued',
        seconds_between('queued_at', 'answered_at') ~ ' < -' ~ seconds),
    ('calls', 'ended_at', 'ended before it was answered',
        seconds_between('answered_at', 'ended_at') ~ ' < -' ~ seconds),
    ('calls', 'talk_seconds', 'talked for longer than the call lasted',
        'answered_at <= ended_at and ' ~ seconds_between('answered_at', 'ended_at') ~ ' + ' ~ seconds
        ~ ' < talk_seconds'),
    ('calls', 'wait_seconds', 'the given wait differs from the timestamps',
        'abs(wait_seconds - ' ~ seconds_between('queued_at', 'answered_at') ~ ') > ' ~ seconds),
    ('agents', 'agent_id', 'agents who act but are in no list of agents', 'not is_known'),
    ('surveys', 'responded_at', 'answered before its ticket or call: not counted', 'is_too_early'),
    ('surveys', 'responded_at', 'answered at an unknown time: it counts when it was sent, if known',
        'is_answered and responded_at is null'),
] %}

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

{% for subject, model in [
    ('calls', 'int_calls_scoped'), ('agents', 'dim_agents'), ('surveys', 'int_survey_responses_scoped'),
] -%}
{{ subject }} as (
    select * from {{ ref(model) }}
),

{% endfor -%}
ticket_events as (
    select
        occurred_at,
        max(occurred_at) over (
            partition by ticket_id
            order by {{ event_order() }}
            rows between unbounded preceding and current row
        ) as latest_at
    from {{ ref('int_ticket_events') }}
),

final as (
    {%- for subject, column_name, detail, condition in impossible %}
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
