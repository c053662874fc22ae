{# The MD5 of a text as 32 lower-case hexadecimal digits. #}
{% macro md5_text(expression) -%}
    {{ return(adapter.dispatch('md5_text')(expression)) }}
{%- endmacro %}

{% macro default__md5_text(expression) -%}
    md5({{ expression }})
{%- endmacro %}
