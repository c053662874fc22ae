{% macro calendar_period_start(grain) -%}
    {#- First day of the period of a calendar of one's own, from the columns of dim_dates. -#}
    {%- if grain == 'jalali_month' -%}
        {{ date_add_days('date_day', '(1 - jalali_day)') }}
    {%- else -%}
        {#- Moved back so that fiscal years begin in January, cut there, and moved forth again. -#}
        {%- set months = (var('fiscal_year_start_month') | int) - 1 -%}
        {%- set unit = {'fiscal_quarter': 'quarter', 'fiscal_year': 'year'}[grain] -%}
        {{ months_before(
            "cast(date_trunc('" ~ unit ~ "', " ~ months_before('month_start_date', months) ~ ') as date)', -months
        ) }}
    {%- endif -%}
{%- endmacro %}
