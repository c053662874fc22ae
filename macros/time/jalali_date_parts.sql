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
