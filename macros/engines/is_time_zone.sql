{# Whether the engine knows a time zone of this name. Asks the database while a command runs. #}
{% macro is_time_zone(zone) -%}
    {{ return(adapter.dispatch('is_time_zone')(zone)) }}
{%- endmacro %}

{% macro default__is_time_zone(zone) -%}
    {%- set known = run_query(
        'select 1 as found from pg_timezone_names() where name = ' ~ quote_text(zone)
    ) -%}
    {{ return(known.rows | length > 0) }}
{%- endmacro %}

{# Spark has no list of its zones. #}
{% macro spark__is_time_zone(zone) -%}
    {{ return(zone in modules.pytz.all_timezones_set) }}
{%- endmacro %}
