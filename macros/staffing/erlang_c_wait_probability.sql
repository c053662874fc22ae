{% macro erlang_c_wait_probability(erlang_b, load, agents) -%}
    {{ erlang_b }} / (1 - {{ load }} / {{ agents }} * (1 - {{ erlang_b }}))
{%- endmacro %}
