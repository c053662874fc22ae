{# Whether an instant lies in a span of `valid_from` and `valid_to`, an open end included; SQL condition. #}
{% macro is_within_span(instant, spans) -%}
    coalesce({{ instant }} >= {{ spans }}.valid_from, true)
    and coalesce({{ instant }} < {{ spans }}.valid_to, true)
{%- endmacro %}

{# The same for a reporting day. #}
{% macro is_day_within_span(day, spans) -%}
    coalesce({{ day }} >= {{ report_date(spans ~ '.valid_from') }}, true)
    and coalesce({{ day }} < {{ report_date(spans ~ '.valid_to') }}, true)
{%- endmacro %}
