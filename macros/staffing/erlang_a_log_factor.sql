{% macro erlang_a_log_factor(queued, agents, served, lost, within_seconds) -%}
    ln(
        (1 - exp(-{{ lost }} * {{ within_seconds }}))
        * ({{ queued }} + {{ agents }} * {{ served }} / {{ lost }}) / {{ queued }}
    )
{%- endmacro %}
