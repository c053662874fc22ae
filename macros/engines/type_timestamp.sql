{# The engine's name of a timestamp without a zone. #}
{% macro type_timestamp() -%}
    {{ return(adapter.dispatch('type_timestamp')()) }}
{%- endmacro %}

{% macro default__type_timestamp() -%}
    timestamp
{%- endmacro %}
