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

{% macro business_clock_join(alias, schedule_id, instant) -%}
    left join {{ ref('int_business_segments') }} as {{ alias }}
        on
            {{ schedule_id }} = {{ alias }}.schedule_id
            and cast({{ instant }} as date) = {{ alias }}.utc_date
            and {{ instant }} >= {{ alias }}.started_at
            and {{ instant }} < {{ alias }}.ended_at
{%- endmacro %}

{% macro instant_of_clock_join(alias, schedule_id, clock) -%}
    left join {{ ref('int_business_clock_buckets') }} as {{ alias }}
        on
            {{ schedule_id }} = {{ alias }}.schedule_id
            and floor({{ clock }} / 86400.0) = {{ alias }}.clock_bucket
            and {{ clock }} >= {{ alias }}.open_seconds_before
            and {{ clock }} < {{ alias }}.open_seconds_after
{%- endmacro %}

{# Seconds from one timestamp to a later one. Clocks of two systems differ: up to `tolerance` seconds too
   early is 0, more is NULL. #}
{% macro seconds_within(start_at, end_at, tolerance) -%}
    case
        when {{ seconds_between(start_at, end_at) }} >= 0 then {{ seconds_between(start_at, end_at) }}
        when {{ seconds_between(start_at, end_at) }} >= -{{ tolerance }} then 0
    end
{%- endmacro %}

{# Whether an instant is in a span of `valid_from` and `valid_to`, an open end included; SQL condition. Only plain
   comparisons let an outer join by a key stay a hash join. #}
{% macro is_within_span(instant, spans) -%}
    {{ instant }} >= coalesce({{ spans }}.valid_from, cast('0001-01-01' as {{ type_timestamp() }}))
            and {{ instant }} < coalesce({{ spans }}.valid_to, cast('9999-12-31' as {{ type_timestamp() }}))
{%- endmacro %}

{# The same for a reporting day. #}
{% macro is_day_within_span(day, spans) -%}
    {{ day }} >= coalesce({{ report_date(spans ~ '.valid_from') }}, date '0001-01-01')
    and {{ day }} < coalesce({{ report_date(spans ~ '.valid_to') }}, date '9999-12-31')
{%- endmacro %}

{# Whether a life and a span of `valid_from` and `valid_to` meet, open ends included; nothing meets an empty span. #}
{% macro is_met_by_span(started_at, ended_at, spans) -%}
    {%- set for_ever = "cast('9999-12-31' as " ~ type_timestamp() ~ ')' -%}
    coalesce({{ ended_at }}, {{ for_ever }}) >= {{ spans }}.valid_from
            and {{ started_at }} < coalesce({{ spans }}.valid_to, {{ for_ever }})
{%- endmacro %}
