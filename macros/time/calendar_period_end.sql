{% macro calendar_period_end(grain) -%}
    {#- Last day of the period of a calendar of one's own, from the columns of dim_dates. -#}
    {%- if grain == 'jalali_month' -%}
        {#- A month has 29 to 31 days: 31 days after its first it is early in the next one. -#}
        {%- set next_month = date_add_days('date_day', '(32 - jalali_day)') -%}
        {%- set epoch_day = days_between("cast('1970-01-01' as date)", next_month) -%}
        {{ date_add_days(next_month, '(-1 * ' ~ jalali_date_parts(epoch_day, 'day') ~ ')') }}
    {%- else -%}
        {%- set months = {'fiscal_quarter': 3, 'fiscal_year': 12}[grain] -%}
        {{ date_add_days(months_before(calendar_period_start(grain), -months), -1) }}
    {%- endif -%}
{%- endmacro %}
