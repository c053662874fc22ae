{% macro generate_numbers(last_number) -%}
    {#- A subquery of the whole numbers from 0 to last_number (an SQL expression), in `number_value`. -#}
    {%- set origin = "cast('1970-01-01' as date)" -%}
    (
        select {{ days_between(origin, 'days.date_day') }} as number_value
        from {{ generate_dates(origin, date_add_days(origin, last_number)) }} as days
    )
{%- endmacro %}
