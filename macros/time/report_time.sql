{% macro report_time(timestamp_column) -%}
    {%- set zone_name = var('report_timezone') -%}
    {#- While the project is only being read, the zone database need not be searched. -#}
    {%- if zone_name == 'UTC' or not execute -%}
        {{ timestamp_column }}
    {%- else -%}
        {%- set steps = utc_offset_steps(zone_name) -%}
        {{ add_seconds(timestamp_column, utc_offset_case(timestamp_column, steps)) }}
    {%- endif -%}
{%- endmacro %}
