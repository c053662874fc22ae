{# Stops the run because of how it was configured. The runner knows the prefix (exit code 2). #}
{% macro refuse_configuration(sentence) -%}
    {%- do exceptions.raise_compiler_error('Configuration wrong: ' ~ sentence) -%}
{%- endmacro %}

{# Stops the run because of what was delivered. The runner knows the prefix (exit code 3). #}
{% macro refuse_inputs(sentence) -%}
    {%- do exceptions.raise_compiler_error('Inputs refused: ' ~ sentence) -%}
{%- endmacro %}
