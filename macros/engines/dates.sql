{# A date moved by a whole number of days (an SQL expression). #}
{% macro date_add_days(date_expression, days) -%}
    {{ return(adapter.dispatch('date_add_days')(date_expression, days)) }}
{%- endmacro %}

{% macro default__date_add_days(date_expression, days) -%}
    cast({{ date_expression }} + cast({{ days }} as integer) as date)
{%- endmacro %}

{% macro spark__date_add_days(date_expression, days) -%}
    date_add(cast({{ date_expression }} as date), cast({{ days }} as integer))
{%- endmacro %}

{# Whole days from one date to another, negative if it is earlier. #}
{% macro days_between(start_date, end_date) -%}
    {{ return(adapter.dispatch('days_between')(start_date, end_date)) }}
{%- endmacro %}

{% macro duckdb__days_between(start_date, end_date) -%}
    date_diff('day', {{ start_date }}, {{ end_date }})
{%- endmacro %}

{% macro postgres__days_between(start_date, end_date) -%}
    (cast({{ end_date }} as date) - cast({{ start_date }} as date))
{%- endmacro %}

{% macro spark__days_between(start_date, end_date) -%}
    datediff({{ end_date }}, {{ start_date }})
{%- endmacro %}

{# Day of the week of a date or timestamp: 1 = Monday … 7 = Sunday. #}
{% macro day_of_week_iso(date_expression) -%}
    {{ return(adapter.dispatch('day_of_week_iso')(date_expression)) }}
{%- endmacro %}

{% macro default__day_of_week_iso(date_expression) -%}
    extract(isodow from {{ date_expression }})
{%- endmacro %}

{% macro spark__day_of_week_iso(date_expression) -%}
    extract(dayofweek_iso from {{ date_expression }})
{%- endmacro %}

{# A subquery of all dates from start to end, both included, one row each in `date_day`. #}
{% macro generate_dates(start_expression, end_expression) -%}
    {{ return(adapter.dispatch('generate_dates')(start_expression, end_expression)) }}
{%- endmacro %}

{% macro default__generate_dates(start_expression, end_expression) -%}
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
