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

{# A sequence that ends before it starts is an error there, and no row is wanted. #}
{% macro spark__generate_dates(start_expression, end_expression) -%}
    (
        select explode(days.dates) as date_day
        from (
            select
                case
                    when bounds.first_day <= bounds.last_day
                        then sequence(bounds.first_day, bounds.last_day, interval 1 day)
                end as dates
            from (
                select
                    cast({{ start_expression }} as date) as first_day,
                    cast({{ end_expression }} as date) as last_day
            ) as bounds
        ) as days
    )
{%- endmacro %}
