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

{# The team that had a ticket at an instant; needs `team_at_join`. #}
{% macro team_at() -%}
    coalesce(team_spans.attribute_value, ticket_teams.created_team_id)
{%- endmacro %}

{# Whether an instant is in a span of `int_ticket_attribute_spans`; SQL condition. Each comparison has the instant
   on one side alone: otherwise DuckDB takes a hundred times as long for the join. #}
{% macro is_held_at(instant, spans) -%}
    {{ instant }} >= case
        when {{ spans }}.starts_after_work then {{ add_seconds(spans ~ '.valid_from', '0.000001') }}
        else {{ spans }}.valid_from
    end
    and {{ instant }} < coalesce(
        case
            when {{ spans }}.ends_after_work then {{ add_seconds(spans ~ '.valid_to', '0.000001') }}
            else {{ spans }}.valid_to
        end,
        cast('9999-12-31' as {{ type_timestamp() }})
    )
{%- endmacro %}

{# Joins what `team_at` reads. #}
{% macro team_at_join(ticket_id, instant) -%}
    left join {{ ref('int_ticket_teams') }} as ticket_teams
        on {{ ticket_id }} = ticket_teams.ticket_id
    left join {{ ref('int_ticket_attribute_spans') }} as team_spans
        on
            {{ ticket_id }} = team_spans.ticket_id
            and team_spans.attribute = 'team'
            and team_spans.attribute_value is not null
            -- At an unknown time nobody knows which of several teams it was.
            and {{ is_held_at(instant, 'team_spans') }}
{%- endmacro %}
