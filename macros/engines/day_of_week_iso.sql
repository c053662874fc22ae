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
