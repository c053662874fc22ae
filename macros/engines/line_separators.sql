{# U+2028 and U+2029 as an expression: Jinja's `indent` takes the signs themselves for ends of lines. #}
{% macro line_separators() -%}
    {{ return(adapter.dispatch('line_separators')()) }}
{%- endmacro %}

{% macro default__line_separators() -%}
    chr(8232) || chr(8233)
{%- endmacro %}

{% macro spark__line_separators() -%}
    '\u2028\u2029'
{%- endmacro %}
