{% macro local_midnight(date_expression) -%}
    {%- set midnight = 'cast(' ~ date_expression ~ ' as ' ~ type_timestamp() ~ ')' -%}
    {%- if var('report_timezone') == 'UTC' -%}
        {{ midnight }}
    {%- else -%}
        {{ local_to_utc(midnight, "'" ~ var('report_timezone') ~ "'") }}
    {%- endif -%}
{%- endmacro %}
