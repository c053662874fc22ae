{% macro week_start(date_column) -%}
    {%- set first_day = var('week_start_dow') | int -%}
    {%- if first_day < 1 or first_day > 7 -%}
        {{ exceptions.raise_compiler_error(
            "Configuration wrong: week_start_dow is " ~ first_day ~ "; use 1 (Monday) to 7 (Sunday)."
        ) }}
    {%- endif -%}
    {{ date_add_days(date_column, '-((' ~ day_of_week_iso(date_column) ~ ' - ' ~ first_day ~ ' + 7) % 7)') }}
{%- endmacro %}

{% macro calendar_grains() -%}
    {#- Grains beside the Gregorian ones: published where `kpi_period_grains` names them. -#}
    {{ return(['jalali_month', 'fiscal_quarter', 'fiscal_year']) }}
{%- endmacro %}

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

{% macro previous_period_start(period_grain, period_start) -%}
    case {{ period_grain }}
        when 'day' then {{ date_add_days(period_start, -1) }}
        when 'week' then {{ date_add_days(period_start, -7) }}
        when 'month' then cast(date_trunc('month', {{ date_add_days(period_start, -1) }}) as date)
        when 'quarter' then cast(date_trunc('quarter', {{ date_add_days(period_start, -1) }}) as date)
        when 'rolling_28d' then {{ date_add_days(period_start, -28) }}
    end
{%- endmacro %}

{% macro months_before(month_start, months) -%}
    {#- The middle of the wanted month, whichever months lie between, cut back to its first day. -#}
    {%- set days = 15 - (months * 30.4375) | round | int -%}
    cast(date_trunc('month', {{ date_add_days(month_start, days) }}) as date)
{%- endmacro %}

{% macro jalali_date_parts(epoch_day, part) -%}
    {#- Arithmetic Solar Hijri calendar (33-year cycle), right for the years 1178 to 1633 of that era. -#}
    {%- set days = '(' ~ epoch_day ~ ' + 1075195)' -%}
    {%- set in_cycle = '(' ~ days ~ ' % 12053)' -%}
    {%- set in_four_years = '(' ~ in_cycle ~ ' % 1461)' -%}
    {%- set day_of_year = '(case when ' ~ in_four_years ~ ' > 365 then (' ~ in_four_years
        ~ ' - 1) % 365 else ' ~ in_four_years ~ ' end)' -%}
    {%- if part == 'year' -%}
        cast(
            -1595
            + 33 * floor({{ days }} / 12053.0)
            + 4 * floor({{ in_cycle }} / 1461.0)
            + case when {{ in_four_years }} > 365 then floor(({{ in_four_years }} - 1) / 365.0) else 0 end
            as integer
        )
    {%- elif part == 'month' -%}
        cast(
            case
                when {{ day_of_year }} < 186 then 1 + floor({{ day_of_year }} / 31.0)
                else 7 + floor(({{ day_of_year }} - 186) / 30.0)
            end as integer
        )
    {%- elif part == 'day' -%}
        cast(
            case
                when {{ day_of_year }} < 186 then 1 + {{ day_of_year }} % 31
                else 1 + ({{ day_of_year }} - 186) % 30
            end as integer
        )
    {%- else -%}
        {{ exceptions.raise_compiler_error("jalali_date_parts: part must be year, month or day, not '" ~ part ~ "'.") }}
    {%- endif -%}
{%- endmacro %}

{% macro name_of_number(number, names) -%}
    {#- The name at a place that counts from 1. -#}
    case {{ number }}
        {%- for name in names %}
        when {{ loop.index }} then '{{ name }}'
        {%- endfor %}
    end
{%- endmacro %}
