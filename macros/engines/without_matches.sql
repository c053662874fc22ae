{# A text without whatever a regular expression finds in it. Plain syntax only, as in `matches`. #}
{% macro without_matches(expression, pattern) -%}
    {{ return(adapter.dispatch('without_matches')(expression, pattern)) }}
{%- endmacro %}

{% macro default__without_matches(expression, pattern) -%}
    regexp_replace({{ expression }}, '{{ pattern }}', '', 'g')
{%- endmacro %}

{% macro spark__without_matches(expression, pattern) -%}
    regexp_replace({{ expression }}, r'{{ pattern }}', '')
{%- endmacro %}
