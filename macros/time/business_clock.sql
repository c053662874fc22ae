{% macro business_clock(alias, instant) -%}
    {{ alias }}.open_seconds_before
    + case
        when {{ alias }}.is_open
            then {{ seconds_between(alias ~ '.started_at', instant) }}
        else 0
    end
{%- endmacro %}
