{% macro erlang_a_log_factor(queued, agents, served, lost, within_seconds) -%}
    ln(
        (1 - exp(greatest(-{{ lost }} * {{ within_seconds }}, -700)))
        * ({{ queued }} + {{ agents }} * {{ served }} / {{ lost }}) / {{ queued }}
    )
{%- endmacro %}
