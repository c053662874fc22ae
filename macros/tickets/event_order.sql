{# The order of a ticket's events: the source's own sequence, then time, then key. #}
{% macro event_order(events=none) -%}
    {%- set of_events = events ~ '.' if events else '' -%}
    {{ of_events }}event_sequence nulls last, {{ of_events }}occurred_at, {{ of_events }}event_id
{%- endmacro %}

{# Whether an event follows another one in that order. #}
{% macro is_later_event(event, other) -%}
    case
        when {{ event }}.event_sequence = {{ other }}.event_sequence
            then {{ event }}.occurred_at > {{ other }}.occurred_at
        else coalesce(
            {{ event }}.event_sequence > {{ other }}.event_sequence,
            {{ event }}.occurred_at >= {{ other }}.occurred_at
        )
    end
{%- endmacro %}

{# What of a ticket an event changes. #}
{% macro changed_attribute(events) -%}
    case {{ events }}.event_type
        when 'team_change' then 'team'
        when 'assignment' then 'agent'
        when 'priority_change' then 'priority'
        when 'topic_change' then 'topic'
        when 'sla_policy_change' then 'sla_policy'
        when 'policy_change' then 'sla_policy'
    end
{%- endmacro %}

{# Whether the desk wrote to the customer or solved the ticket in an event. #}
{% macro is_work(events) -%}
    (
        {{ events }}.event_type = 'public_message' and {{ events }}.actor_type = 'agent'
        or {{ is_solved_status(events ~ '.new_status_group') }}
    )
{%- endmacro %}

{# Whether it did so in the second of an event, but before it. #}
{% macro is_after_work(events) -%}
    coalesce(
        min(case when {{ is_work(events) }} then {{ events }}.event_sequence end)
            over (partition by {{ events }}.ticket_id, {{ events }}.occurred_at) < {{ events }}.event_sequence,
        false
    )
{%- endmacro %}
