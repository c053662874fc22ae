{% macro report_date(timestamp_column) -%}
    cast({{ report_time(timestamp_column) }} as date)
{%- endmacro %}
