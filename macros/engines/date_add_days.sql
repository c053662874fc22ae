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
