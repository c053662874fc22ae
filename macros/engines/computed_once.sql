{# What ends a subquery whose columns are used several times outside, so that each is computed once. #}
{% macro computed_once() -%}
    {{ return(adapter.dispatch('computed_once')()) }}
{%- endmacro %}

{% macro default__computed_once() -%}
{%- endmacro %}

{# PostgreSQL copies the expressions of a plain subquery to every place that names them: typing the
   raw events took eleven times as long. #}
{% macro postgres__computed_once() -%}
    offset 0
{%- endmacro %}
