{% macro business_clock(alias, instant) -%}
    {{ alias }}.open_seconds_before
    + case
        when {{ alias }}.is_open
            then {{ seconds_between(alias ~ '.started_at', instant) }}
        else 0
    end
{%- endmacro %}

{# Seconds between two readings of a clock: a millionth is what it tells, differences end in other last digits. #}
{% macro clock_seconds_between(start_clock, end_clock) -%}
    {{ return(round_double('(' ~ end_clock ~ ') - (' ~ start_clock ~ ')', 6)) }}
{%- endmacro %}
