{% macro service_level_row(relation, seconds, part) -%}
    {#- Whether an offered call counts in the service level (`counted`) and whether it meets it (`met`). -#}
    {%- set treatment = var('service_level_abandons') -%}
    {%- set abandoned_in_time -%}
        {{ relation }}.is_abandoned and coalesce({{ relation }}.queue_wait_seconds <= {{ seconds }}, false)
    {%- endset -%}
    {%- if treatment not in ('negative', 'ignore', 'positive') -%}
        {{ exceptions.raise_compiler_error(
            "Configuration wrong: service_level_abandons is '" ~ treatment
            ~ "'; use negative, ignore or positive."
        ) }}
    {%- endif -%}
    {%- if part == 'counted' -%}
        {{ relation }}.is_offered
        and not ({{ relation }}.is_answered_from_queue and {{ relation }}.queue_wait_seconds is null)
        {%- if treatment == 'ignore' %}
        and not ({{ abandoned_in_time }})
        {%- endif -%}
    {%- elif part == 'met' -%}
        {{ relation }}.is_offered
        and (
            {{ relation }}.is_answered_from_queue
            and coalesce({{ relation }}.queue_wait_seconds <= {{ seconds }}, false)
            {%- if treatment == 'positive' %}
            or {{ abandoned_in_time }}
            {%- endif %}
        )
    {%- else -%}
        {{ exceptions.raise_compiler_error("service_level_row: part must be counted or met, not '" ~ part ~ "'.") }}
    {%- endif -%}
{%- endmacro %}
