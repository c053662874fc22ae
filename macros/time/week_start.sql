{% macro week_start(date_column) -%}
    {%- set first_day = var('week_start_dow') | int -%}
    {%- if first_day < 1 or first_day > 7 -%}
        {{ exceptions.raise_compiler_error(
            "Configuration wrong: week_start_dow is " ~ first_day ~ "; use 1 (Monday) to 7 (Sunday)."
        ) }}
    {%- endif -%}
    {{ date_add_days(date_column, '-((' ~ day_of_week_iso(date_column) ~ ' - ' ~ first_day ~ ' + 7) % 7)') }}
{%- endmacro %}
