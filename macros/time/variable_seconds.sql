{% macro variable_seconds(variable_name) -%}
    {#- A number for Jinja to reckon with; a whole one stays whole, so that the SQL stays short. -#}
    {%- set units = {'days': 86400, 'hours': 3600, 'minutes': 60} -%}
    {%- set seconds = (var(variable_name) | float) * units[variable_name.split('_') | last] -%}
    {{ return(seconds | int if seconds == seconds | int else seconds) }}
{%- endmacro %}
