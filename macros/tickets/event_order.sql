{# The order of a ticket's events: the source's own sequence, then time, then key. #}
{% macro event_order(events=none) -%}
    {%- set of_events = events ~ '.' if events else '' -%}
    {{ of_events }}event_sequence nulls last, {{ of_events }}occurred_at, {{ of_events }}event_id
{%- endmacro %}
