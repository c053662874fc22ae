{# A text in which something else, or nothing, stands for whatever a regular expression finds. Plain syntax only, as
   in `matches`. #}
{% macro without_matches(expression, pattern, replacement='') -%}
    {{ return(adapter.dispatch('without_matches')(expression, pattern, replacement)) }}
{%- endmacro %}

{% macro default__without_matches(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__without_matches(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, r'{{ pattern }}', '{{ replacement }}')
{%- endmacro %}
