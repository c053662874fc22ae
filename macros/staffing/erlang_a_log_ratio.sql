{% macro erlang_a_log_ratio(state, agents, arriving, served, lost) -%}
    ln({{ arriving }} / (
        least({{ state }}, {{ agents }}) * {{ served }}
        + greatest({{ state }} - {{ agents }}, 0) * {{ lost }}
    ))
{%- endmacro %}
