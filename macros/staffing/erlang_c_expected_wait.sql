{% macro erlang_c_expected_wait(wait_probability, load, agents, handle_seconds) -%}
    {{ wait_probability }} * {{ handle_seconds }} / ({{ agents }} - {{ load }})
{%- endmacro %}
