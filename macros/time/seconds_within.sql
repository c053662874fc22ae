{# Seconds from one timestamp to a later one. Clocks of two systems differ: up to `tolerance` seconds too
   early is 0, more is NULL. #}
{% macro seconds_within(start_at, end_at, tolerance) -%}
    case
        when {{ seconds_between(start_at, end_at) }} >= 0 then {{ seconds_between(start_at, end_at) }}
        when {{ seconds_between(start_at, end_at) }} >= -{{ tolerance }} then 0
    end
{%- endmacro %}
