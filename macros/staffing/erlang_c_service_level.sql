{% macro erlang_c_service_level(wait_probability, load, agents, handle_seconds, within_seconds) -%}
    1 - {{ wait_probability }} * exp(
        greatest(-({{ agents }} - {{ load }}) * {{ within_seconds }} / {{ handle_seconds }}, -700)
    )
{%- endmacro %}
