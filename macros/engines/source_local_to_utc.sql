{# A timestamp read in `source_timezone` as UTC. Converting zones row by row is slow, so nothing is
   converted where the zone is UTC. #}
{% macro source_local_to_utc(timestamp_expression) -%}
    {{ return(adapter.dispatch('source_local_to_utc')(timestamp_expression)) }}
{%- endmacro %}

{% macro default__source_local_to_utc(timestamp_expression) -%}
    {%- if var('source_timezone') | upper in ['UTC', 'ETC/UTC', 'GMT'] -%}
        {{ timestamp_expression }}
    {%- else -%}
        {{ local_to_utc(timestamp_expression, "'" ~ var('source_timezone') ~ "'") }}
    {%- endif -%}
{%- endmacro %}
