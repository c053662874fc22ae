{# Whether a text has ASCII signs only: then it has as many bytes as signs. #}
{% macro is_ascii(expression) -%}
    {{ return(adapter.dispatch('is_ascii')(expression)) }}
{%- endmacro %}

{% macro default__is_ascii(expression) -%}
    (octet_length({{ expression }}) = length({{ expression }}))
{%- endmacro %}

{% macro duckdb__is_ascii(expression) -%}
    (strlen({{ expression }}) = length({{ expression }}))
{%- endmacro %}
