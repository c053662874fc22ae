{# Stops the run because of what was delivered. The runner knows the prefix (exit code 3). #}
{% macro refuse_inputs(sentence) -%}
    {%- do exceptions.raise_compiler_error('Inputs refused: ' ~ sentence) -%}
{%- endmacro %}
