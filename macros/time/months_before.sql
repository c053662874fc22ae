{% macro months_before(month_start, months) -%}
    {#- The middle of the wanted month, whichever months lie between, cut back to its first day. -#}
    {%- set days = 15 - (months * 30.4375) | round | int -%}
    cast(date_trunc('month', {{ date_add_days(month_start, days) }}) as date)
{%- endmacro %}
