{# A subquery of all dates from start to end, both included, one row each in `date_day`. #}
{% macro generate_dates(start_expression, end_expression) -%}
    {{ return(adapter.dispatch('generate_dates')(start_expression, end_expression)) }}
{%- endmacro %}

{% macro duckdb__generate_dates(start_expression, end_expression) -%}
    (
        select cast(days.date_day as date) as date_day
        from generate_series(
            cast({{ start_expression }} as timestamp),
            cast({{ end_expression }} as timestamp),
            interval 1 day
        ) as days (date_day)
    )
{%- endmacro %}

{% macro postgres__generate_dates(start_expression, end_expression) -%}
    (
        select cast(days.date_day as date) as date_day
        from generate_series(
            cast({{ start_expression }} as timestamp),
            cast({{ end_expression }} as timestamp),
            interval '1 day'
        ) as days (date_day)
    )
{%- endmacro %}
