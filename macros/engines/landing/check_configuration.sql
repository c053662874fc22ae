{# Variables that would otherwise fail deep inside a model, with a message nobody understands. #}
{% macro check_configuration() -%}
    {%- for name in ['source_timezone', 'report_timezone'] -%}
        {%- set zone = var(name) | string -%}
        {%- set known = run_query(
            'select 1 as found from pg_timezone_names() where name = ' ~ quote_text(zone)
        ) -%}
        {%- if known.rows | length == 0 -%}
            {%- do refuse_configuration(
                name ~ " is '" ~ zone ~ "', which is no known time zone; "
                ~ 'use an IANA name such as Europe/Bucharest.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set as_of = var('as_of', '') -%}
    {%- if as_of -%}
        {%- set literal = quote_text(as_of | string | trim) -%}
        {%- set parsed = run_query(
            'select ' ~ safe_timestamp(literal) ~ ' is not null as is_valid'
        ) -%}
        {%- if not parsed.rows[0][0] -%}
            {%- do refuse_configuration(
                "as_of is '" ~ as_of ~ "', which is no ISO 8601 timestamp; "
                ~ 'write it like 2024-06-30T23:59:59Z.'
            ) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
