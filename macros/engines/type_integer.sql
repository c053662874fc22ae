{# The engine's name of a 64-bit integer: event sequences may be epoch milliseconds. #}
{% macro type_integer() -%}
    {{ return(adapter.dispatch('type_integer')()) }}
{%- endmacro %}

{% macro default__type_integer() -%}
    bigint
{%- endmacro %}
